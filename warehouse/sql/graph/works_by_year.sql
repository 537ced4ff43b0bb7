-- One row is one year with the number of works of the corpus that were published in it.
select
    year,
    count(*) as node_count
from graph_nodes
where year is not null
group by year;
