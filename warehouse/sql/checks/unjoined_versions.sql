-- error: One row is a version of a paper that is a node of its own, though nobody wants versions apart.
with
named as (
    select work_id, unnest(version_ids) as version_id
    from verdicts
    where work_id is not null
),
canonical as (
    select work_id, canonical_work_id
    from node_works
)
select named.version_id, named.work_id
from named
join canonical as version on version.work_id = named.version_id
join canonical as chosen on chosen.work_id = named.work_id
where
    version.canonical_work_id != chosen.canonical_work_id
    and not exists (from settings where name = 'versions' and value = 'apart');
