-- Of how many works are the references known, and how many of these lead to works here?
select
    reference_status,
    count(*) as nodes,
    round(100 * count(*) / sum(count(*)) over (), 1) as percent,
    sum(reference_count)::bigint as references,
    sum(local_reference_count)::bigint as local_references,
    round(100 * sum(local_reference_count) / nullif(sum(reference_count), 0), 1) as local_percent
from reference_coverage
group by reference_status
order by nodes desc, reference_status;
