-- Who wrote most of the works here, and how are they cited, by the works here and by all?
select
    author,
    node_count as nodes,
    round(fractional_node_count, 2) as fractional_nodes,
    local_citation_count as local_citations,
    local_h_index,
    cited_by_count,
    h_index,
    first_year,
    last_year
from author_profiles
order by node_count desc, local_citation_count desc, author_id
limit 20;
