-- How many works are there of each year, where did they appear, and how are they cited?
select
    year,
    count(*) as nodes,
    count(distinct venue) as venues,
    median(cited_by_count)::bigint as median_cited_by_count,
    sum(local_citation_count)::bigint as local_citations
from graph_nodes
group by year
order by year;
