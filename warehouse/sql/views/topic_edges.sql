-- One row is one edge between a node and one of its topics.
create view topic_edges as
select work_id, topic_id, weight
from node_topics;

comment on view topic_edges is 'One row is one edge between a node and one of its topics.';
comment on column topic_edges.work_id is 'The node.';
comment on column topic_edges.topic_id is 'The topic; node_topics says what it is called.';
comment on column topic_edges.weight is 'How well it fits, as OpenAlex scores it.';
