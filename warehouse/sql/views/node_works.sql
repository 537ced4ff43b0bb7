-- One row is one work that belongs to a node of the graph: the canonical work itself, or another version of it.
create view node_works as
with
named_works as (
    select work_id from verdicts where work_id is not null
    union
    select unnest(version_ids) from verdicts
)
select
    named_works.work_id,
    coalesce(work_versions.canonical_work_id, named_works.work_id) as canonical_work_id
from named_works
left join work_versions using (work_id);

comment on view node_works is 'One row is one work that belongs to a node of the graph: the canonical work itself, or another version of it.';
comment on column node_works.work_id is 'The work.';
comment on column node_works.canonical_work_id is 'The node it belongs to.';
