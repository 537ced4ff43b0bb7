-- One row is one of the people with most nodes.
select
    author,
    author_id,
    node_count,
    fractional_node_count,
    local_citation_count,
    local_h_index,
    cited_by_count,
    first_year,
    last_year
from author_profiles
order by node_count desc, local_citation_count desc, author_id
limit 50
