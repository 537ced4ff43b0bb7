-- One row is one metric of the graph of one relation.
select distinct metric
from node_metrics
where graph = $graph;
