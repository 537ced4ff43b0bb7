-- The works that $source was asked for are noted, and whether they came. That a slice of OpenAlex's works lacks a work says
-- nothing new of one that came from elsewhere, or that OpenAlex itself lacks.
insert into fetches (work_id, fetched_date, is_found, source)
select
    work_id,
    $today::date,
    work_id in (select unnest($found::varchar[])),
    $source
from (select distinct unnest($asked::varchar[]) as work_id)
on conflict do update set
    fetched_date = excluded.fetched_date, is_found = excluded.is_found, source = excluded.source
where excluded.is_found or excluded.source = 'api' or not (fetches.is_found or coalesce(fetches.source, '') = 'api');
