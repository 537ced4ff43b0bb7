-- The works asked for are noted, and whether they came.
insert into fetches
select
    work_id,
    $today::date,
    work_id in (select unnest($found::varchar[]))
from (select distinct unnest($asked::varchar[]) as work_id)
on conflict do update set fetched_date = excluded.fetched_date, is_found = excluded.is_found;
