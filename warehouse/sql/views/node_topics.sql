-- One row is one topic of one node, as the canonical work has it.
create view node_topics as
select
    node_works.canonical_work_id as work_id,
    topics.topic_id,
    topics.display_name as topic,
    topics.subfield,
    topics.field,
    topics.domain,
    work_topics.score as weight
from node_works
join work_topics using (work_id)
join topics using (topic_id)
where node_works.work_id = node_works.canonical_work_id;

comment on view node_topics is 'One row is one topic of one node, as the canonical work has it.';
comment on column node_topics.work_id is 'The node.';
comment on column node_topics.topic_id is 'The topic.';
comment on column node_topics.topic is 'Its name.';
comment on column node_topics.subfield is 'The subfield it belongs to.';
comment on column node_topics.field is 'The field above the subfield.';
comment on column node_topics.domain is 'The domain above the field.';
comment on column node_topics.weight is 'How well it fits, as OpenAlex scores it.';
