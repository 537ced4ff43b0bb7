-- One row is one thing that an analysis says of a graph, as text: a measure of a node, or a community.
create view measure_facts as
select graph, concat_ws(' ', work_id, metric, value, parameters, seed) as fact
from node_metrics
union all
select graph, concat_ws(' ', community, label, words, topics, node_count, parameters, seed)
from communities;

comment on view measure_facts is 'One row is one thing that an analysis says of a graph, as text: a measure of a node, or a community.';
comment on column measure_facts.graph is 'The relation whose graph was analysed.';
comment on column measure_facts.fact is 'What it says.';
