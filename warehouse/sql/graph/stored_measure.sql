-- One row is one node, with a measure of it that was stored; the columns of numbered_nodes say which.
select node, value
from node_metrics
join numbered_nodes using (work_id)
where graph = $graph and metric = $metric
