-- error: One row is a day or a year that has not come yet, or a run that ended before it began or without having ended.
with
days as (
    select 'fetches' as table_name, work_id as id, fetched_date as day from fetches
    union all
    select 'citing_fetches', work_id, fetched_date from citing_fetches
    union all
    select 'citation_counts', work_id, counted_date from citation_counts
    union all
    select 'overrides', paper_id, decided_at::date from overrides
    union all
    select 'runs', run_id::varchar, started_at::date from runs
)
select table_name, id, day::varchar as value
from days
-- clocks and time zones differ by a day
where day > current_date + 1
union all
select 'papers', paper_id, year::varchar
from papers
where year not between 1000 and year(current_date) + 2
union all
select 'runs', run_id::varchar, status
from runs
where finished_at < started_at or (status = 'running') != (finished_at is null);
