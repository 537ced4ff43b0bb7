-- One row is one node that is a work, in the order of ids.
from graph_nodes
order by work_id;
