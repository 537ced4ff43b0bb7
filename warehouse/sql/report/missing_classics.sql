-- One row is one work on no page that at least two nodes cite.
select
    title,
    work_id,
    authors,
    venue,
    doi,
    year,
    citing_node_count,
    cited_by_count
from missing_classics
order by citing_node_count desc, cited_by_count desc nulls last, work_id
limit 50
