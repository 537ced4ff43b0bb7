-- One row is one cited work outside the corpus, of those in $ids, as a node; local_citation_count are the nodes that
-- cite it.
select
    work_id as id,
    label,
    title,
    doi,
    venue,
    year,
    type as work_type,
    authors,
    author_count,
    cited_by_count,
    citing_node_count as local_citation_count,
    0 as paper_count,
    is_retracted
    {told_apart}
from missing_classics
where work_id in (select unnest($ids::varchar[]));
