-- One row is one node with what is known of its references.
create view reference_coverage as
with
stored_versions as (
    select
        node_works.canonical_work_id as work_id,
        bool_or(works.has_references) as has_references
    from node_works
    join works using (work_id)
    group by node_works.canonical_work_id
),

outside_references as (
    select
        node_references.citing_work_id as work_id,
        count(works.work_id) as stored_count,
        count(gone.work_id) as gone_count
    from node_references
    left join works on works.work_id = node_references.cited_work_id
    left join gone_works as gone on gone.work_id = node_references.cited_work_id
    where node_references.cited_work_id not in (select canonical_work_id from node_works)
    group by node_references.citing_work_id
)
select
    graph_nodes.work_id,
    graph_nodes.label,
    case
        when graph_nodes.reference_count > 0 then 'listed'
        when stored_versions.work_id is null then 'not stored'
        when stored_versions.has_references then 'cites nothing'
        else 'no data'
    end as reference_status,
    graph_nodes.reference_count,
    graph_nodes.local_reference_count,
    graph_nodes.reference_count - graph_nodes.local_reference_count as outside_reference_count,
    coalesce(outside_references.stored_count, 0) as stored_reference_count,
    coalesce(outside_references.gone_count, 0) as dangling_reference_count
from graph_nodes
left join stored_versions using (work_id)
left join outside_references using (work_id);

comment on view reference_coverage is 'One row is one node with what is known of its references.';
comment on column reference_coverage.work_id is 'The node.';
comment on column reference_coverage.label is 'First author''s surname, year and shortened title.';
comment on column reference_coverage.reference_status is 'listed; no data (OpenAlex has no reference list); cites nothing (its list is empty); not stored (the work is yet to be fetched).';
comment on column reference_coverage.reference_count is 'Works on the reference lists of all versions, each counted once.';
comment on column reference_coverage.local_reference_count is 'Those that are nodes of the graph.';
comment on column reference_coverage.outside_reference_count is 'Those that are not.';
comment on column reference_coverage.stored_reference_count is 'Those outside whose works are stored, as by `citegraph expand`.';
comment on column reference_coverage.dangling_reference_count is 'Those outside that OpenAlex was asked for and no longer has: merged or deleted ids.';
