-- One row is one node with its measures in the graph of one relation, in the order of ids.
from work_measures
where graph = $graph
order by work_id;
