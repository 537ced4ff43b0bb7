-- note: One row is a node that the last analysis did not see; `citegraph analyse` measures all anew.
select work_id, label
from graph_nodes
anti join node_metrics using (work_id)
where exists (from node_metrics);
