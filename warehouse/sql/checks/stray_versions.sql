-- error: One row is a version that no verdict names together with its canonical work, or that is joined all the same.
with recursive
links as (
    select work_id, unnest(version_ids) as other_id
    from verdicts
    where work_id is not null
),
together as (
    select work_id, other_id from links
    union
    select other_id, work_id from links
),
reachable as (
    select work_id, other_id from together
    union
    select reachable.work_id, together.other_id
    from reachable
    join together on together.work_id = reachable.other_id
)
select work_id, canonical_work_id
from work_versions
where
    work_id != canonical_work_id
    and (
        (work_id, canonical_work_id) not in (select (work_id, other_id) from reachable)
        or exists (from settings where name = 'versions' and value = 'apart')
    );
