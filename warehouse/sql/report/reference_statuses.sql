-- One row is one thing that is known of nodes' references, with the nodes it holds for.
select
    reference_status,
    count(*) as node_count,
    sum(reference_count)::bigint as reference_count,
    sum(local_reference_count)::bigint as local_reference_count
from reference_coverage
group by reference_status
order by node_count desc, reference_status
