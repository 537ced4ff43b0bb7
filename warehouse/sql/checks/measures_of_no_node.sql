-- error: One row is a work that was measured though it is no node, in a graph that has not changed since.
select distinct graph, work_id
from node_metrics
semi join current_analyses using (graph)
where work_id not in (select canonical_work_id from node_works);
