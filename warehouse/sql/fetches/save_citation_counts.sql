-- Citation counts that differ from the last ones known are noted under today's date.
insert or replace into citation_counts
with
latest as (
    select work_id, arg_max(cited_by_count, counted_date) as cited_by_count
    from citation_counts
    group by work_id
)

select works.work_id, $today::date, works.cited_by_count
from works
left join latest using (work_id)
where
    works.work_id in (select unnest($found::varchar[]))
    and works.cited_by_count is distinct from latest.cited_by_count;
