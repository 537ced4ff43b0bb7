-- In which countries was the corpus written, and how much of each node, shared among the countries of its authors?
with
places as (
    select distinct node_works.canonical_work_id as work_id, unnest(authorships.countries) as country
    from node_works
    join authorships using (work_id)
),
shares as (
    select work_id, country, 1 / count(*) over (partition by work_id) as share
    from places
)
select
    country,
    count(*) as nodes,
    round(sum(share), 1) as fractional_nodes,
    min(graph_nodes.year) as first_year,
    max(graph_nodes.year) as last_year
from shares
join graph_nodes using (work_id)
group by country
order by fractional_nodes desc, country;
