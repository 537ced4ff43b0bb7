-- error: One row is a stored work that nobody noted as asked for, or of whose citations the last note says another number.
with
latest as (
    select work_id, arg_max(cited_by_count, counted_date) as cited_by_count
    from citation_counts
    group by work_id
)

select works.work_id, fetches.fetched_date, works.cited_by_count, latest.cited_by_count as noted_count
from works
left join fetches using (work_id)
left join latest using (work_id)
where fetches.work_id is null or works.cited_by_count is distinct from latest.cited_by_count;
