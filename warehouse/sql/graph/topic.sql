-- One row is one topic of nodes, as a node.
select
    topic_id,
    any_value(topic) as label,
    any_value(subfield) as subfield,
    any_value(node_topics.field) as field,
    any_value(domain) as domain,
    count(*) as node_count
from node_topics
group by topic_id;
