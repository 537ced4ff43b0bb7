-- Which topics rise: how old is the middle work of each?
select
    topic,
    field,
    count(*) as nodes,
    min(year) as first_year,
    median(year)::integer as median_year,
    max(year) as last_year
from graph_nodes
where topic is not null and year is not null
group by topic, field
having nodes >= 2
order by median_year desc, nodes desc, topic
limit 20;
