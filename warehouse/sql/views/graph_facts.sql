-- One row is one thing that measures are taken of, as a hash: a work of a node, a title, a topic, a reference, an author, a
-- year of citations, or an empty record that no reference leads to.
-- DuckDB may hash otherwise in a later version; graphs are then measured anew once.
create view graph_facts as
select hash('work', work_id, canonical_work_id) as fact
from node_works
union all
select hash('title', verdicts.work_id, papers.title, verdicts.score)
from verdicts
join papers using (paper_id)
where verdicts.work_id is not null
union all
select hash('topic', work_id, topic_id, score)
from work_topics
where work_id in (select canonical_work_id from node_works)
union all
select hash('reference', citing_work_id, cited_work_id)
from work_references
where citing_work_id in (select work_id from node_works)
union all
select hash('author', work_id, author_id)
from authorships
where author_id is not null and work_id in (select work_id from node_works)
union all
select hash('year', work_id, year, cited_by_count)
from yearly_citations
where cited_by_count > 0 and work_id in (select canonical_work_id from node_works)
union all
select hash('empty', work_id)
from works
where title is null and type is null and not has_references;

comment on view graph_facts is 'One row is one thing that measures are taken of, as a hash: a work of a node, a title, a topic, a reference, ….';
comment on column graph_facts.fact is 'The hash.';
