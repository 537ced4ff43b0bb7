-- Which works does the world cite a lot and nobody here?
select label, year, venue, cited_by_count
from graph_nodes
where local_citation_count = 0 and cited_by_count > 0
order by cited_by_count desc, work_id
limit 20;
