-- Which works that are on no page do the works here cite most?
select
    work_id,
    title,
    year,
    citing_node_count,
    round(100 * citing_node_count / (select count(*) from graph_nodes where reference_count > 0), 1) as citing_percent,
    cited_by_count,
    'https://openalex.org/' || work_id as page
from missing_classics
order by citing_node_count desc, work_id
limit 30;
