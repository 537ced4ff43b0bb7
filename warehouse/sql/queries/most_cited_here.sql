-- Which works do the others here cite most, and how do they stand in the world?
select
    label,
    local_citation_count as local_citations,
    cited_by_count,
    row_number() over (order by local_citation_count desc, cited_by_count desc nulls last, work_id) as local_rank,
    rank() over (order by cited_by_count desc nulls last) as world_rank
from graph_nodes
order by local_rank
limit 20;
