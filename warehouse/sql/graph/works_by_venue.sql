-- One row is one venue with the number of works of the corpus that appeared in it, the largest first.
select
    venue,
    count(*) as node_count
from graph_nodes
where venue is not null
group by venue
order by count(*) desc, venue;
