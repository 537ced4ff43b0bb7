-- One row is one work whose citation count changed on $today, with the count before.
with
latest as (
    select work_id, cited_by_count
    from citation_counts
    where counted_date = $today::date
),

earlier as (
    select work_id, arg_max(cited_by_count, counted_date) as cited_by_count
    from citation_counts
    where counted_date < $today::date
    group by work_id
)

select
    works.work_id,
    works.title,
    earlier.cited_by_count as before,
    latest.cited_by_count as after
from latest
join earlier using (work_id)
join works using (work_id)
where earlier.cited_by_count != latest.cited_by_count
order by abs(latest.cited_by_count - earlier.cited_by_count) desc, works.work_id;
