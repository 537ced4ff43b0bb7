-- Add one measure of the nodes in measured_nodes to staged_metrics.
insert into staged_metrics
select
    $graph,
    work_id,
    $metric,
    value,
    $parameters,
    $seed
from measured_nodes
join numbered_nodes using (node);
