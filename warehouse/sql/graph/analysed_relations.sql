-- One row is one relation whose graph was analysed.
select distinct graph
from node_metrics;
