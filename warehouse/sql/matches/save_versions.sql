-- Every version gets its canonical work anew from the verdicts; rows that are right already stay untouched.
-- Works that any verdicts together call one paper are one paper. Its canonical work is the one that the surest of
-- these verdicts names; between equally sure ones, the one whose id sorts first. Where people keep versions apart,
-- every work is its own canonical work.
create or replace temp table wanted_versions as
with recursive
named_together as (
    select work_id, unnest(version_ids) as other_id
    from verdicts
    where work_id is not null and not exists (from settings where name = 'versions' and value = 'apart')
),
links as (
    select work_id, other_id from named_together
    union
    select other_id, work_id from named_together
),
reachable as (
    select work_id, other_id from links
    union
    select reachable.work_id, links.other_id
    from reachable
    join links on links.work_id = reachable.other_id
),
canonical as (
    select
        reachable.work_id,
        first(verdicts.work_id order by verdicts.score desc, verdicts.work_id) as canonical_work_id
    from reachable
    join verdicts on verdicts.work_id = reachable.other_id
    group by reachable.work_id
)
select work_id, canonical_work_id
from canonical
where work_id != canonical_work_id;

delete from work_versions where work_id not in (select work_id from wanted_versions);

insert into work_versions by name
select * from wanted_versions
on conflict do update set canonical_work_id = excluded.canonical_work_id
where work_versions.canonical_work_id != excluded.canonical_work_id;
