-- One row is one cited work outside the corpus, of those in $work_ids, as a node of the page.
select
    missing_classics.* exclude (citing_node_count),
    missing_classics.citing_node_count as local_citation_count,
    works.abstract,
    false as is_in_corpus
from missing_classics
left join works using (work_id)
where missing_classics.work_id in (select unnest($work_ids::varchar[]))
order by local_citation_count desc, missing_classics.cited_by_count desc nulls last, work_id
