-- One row is one work on no page that at least two nodes cite, the most cited first: what a reader may be missing.
create view missing_classics as
with
outside_works as (
    select
        coalesce(work_versions.canonical_work_id, node_references.cited_work_id) as work_id,
        count(distinct node_references.citing_work_id) as citing_node_count
    from node_references
    left join work_versions on work_versions.work_id = node_references.cited_work_id
    where node_references.cited_work_id not in (select canonical_work_id from node_works)
    group by coalesce(work_versions.canonical_work_id, node_references.cited_work_id)
    having count(distinct node_references.citing_work_id) >= 2
)
select
    outside_works.work_id,
    works.title,
    works.doi,
    works.publication_year as year,
    outside_works.citing_node_count,
    works.cited_by_count
from outside_works
left join works using (work_id)
order by outside_works.citing_node_count desc, outside_works.work_id;

comment on view missing_classics is 'One row is one work on no page that at least two nodes cite, the most cited first: what a reader may be missing.';
comment on column missing_classics.work_id is 'The work.';
comment on column missing_classics.title is 'Its title; null, as in the columns below, where the work is not stored.';
comment on column missing_classics.doi is 'Its DOI, lower case and bare.';
comment on column missing_classics.year is 'Its year of publication.';
comment on column missing_classics.citing_node_count is 'Nodes of the graph that cite it, in whichever version.';
comment on column missing_classics.cited_by_count is 'OpenAlex''s own number of citing works, as given.';
