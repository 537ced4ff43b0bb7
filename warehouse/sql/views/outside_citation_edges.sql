-- One row is one citation of a work on no page by one node, over all versions of both and counted once; works that
-- OpenAlex no longer has are left out.
create view outside_citation_edges as
select distinct
    node_references.citing_work_id,
    coalesce(work_versions.canonical_work_id, node_references.cited_work_id) as cited_work_id
from node_references
left join work_versions on work_versions.work_id = node_references.cited_work_id
where
    node_references.cited_work_id not in (select canonical_work_id from node_works)
    and node_references.cited_work_id not in (select work_id from gone_works);

comment on view outside_citation_edges is 'One row is one citation of a work on no page by one node, over all versions of both and counted once; works that OpenAlex no longer has are left out.';
comment on column outside_citation_edges.citing_work_id is 'The node that cites.';
comment on column outside_citation_edges.cited_work_id is 'The work cited; it need not be stored.';
