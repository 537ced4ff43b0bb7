-- One row is one venue of nodes, as a node.
select
    venue_id,
    min(node_venues.venue) as label,
    count(*) as node_count,
    min(year) as first_year,
    max(year) as last_year,
    sum(cited_by_count)::bigint as cited_by_count,
    sum(local_citation_count)::bigint as local_citation_count
from node_venues
join graph_nodes using (work_id)
group by venue_id;
