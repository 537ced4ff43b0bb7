-- One row is one work that cites any of the wanted ones, and which of them; the most cited first.
with listed as (
    select short_work_id(id) as work_id, cited_by_count, unnest(referenced_works) as reference
    from (
{rows}
    )
)
select work_id, list(distinct short_work_id(reference)) as cited
from listed
-- coalesced for the reason that works_of_json_lines.sql gives
where coalesce(reference in (select 'https://openalex.org/' || work_id from wanted), false)
group by work_id
order by max(cited_by_count) desc nulls last, work_id
