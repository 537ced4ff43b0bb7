-- One row is one thing that measures are taken of, as text: a node, a reference, an author or a year of citations.
create view graph_facts as
select concat_ws(' ', 'node', work_id, title, topic) as fact
from graph_nodes
union all
select concat_ws(' ', 'reference', citing_work_id, cited_work_id)
from node_references
union all
select concat_ws(' ', 'author', work_id, author_id)
from node_authors
union all
select concat_ws(' ', 'year', work_id, year, cited_by_count)
from yearly_citations
where cited_by_count > 0 and work_id in (select canonical_work_id from node_works);

comment on view graph_facts is 'One row is one thing that measures are taken of, as text: a node, a reference, an author or a year of citations.';
comment on column graph_facts.fact is 'What is the case.';
