-- note: One row is a node whose work has been retracted.
select work_id, title
from graph_nodes
where is_retracted;
