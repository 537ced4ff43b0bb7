-- error: One row is one measure of one node that is stored more than once.
select graph, work_id, metric, count(*) as row_count
from node_metrics
group by graph, work_id, metric
having count(*) > 1;
