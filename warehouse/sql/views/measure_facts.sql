-- One row is one thing that an analysis says of a graph, as a hash that every version of DuckDB makes alike: a measure of
-- a node, or a community.
create view measure_facts as
select graph, md5_number_lower(concat_ws(' ', work_id, metric, value, parameters, seed)) as fact
from node_metrics
union all
select graph, md5_number_lower(concat_ws(' ', community, label, words, topics, node_count, parameters, seed))
from communities;

comment on view measure_facts is 'One row is one thing that an analysis says of a graph, as a hash: a measure of a node, or a community.';
comment on column measure_facts.graph is 'The relation whose graph was analysed.';
comment on column measure_facts.fact is 'The hash.';
