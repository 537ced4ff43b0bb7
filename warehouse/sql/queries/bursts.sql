-- Which works drew a burst of citations, and when? (after `citegraph analyse`)
select
    label,
    burst_start_year as from_year,
    burst_end_year as to_year,
    round(burst_weight, 1) as weight,
    cited_by_count
from node_measures
where graph = 'cites' and burst_weight is not null
order by burst_weight desc, work_id
limit 20;
