-- One row is one undirected edge: what joins the same two nodes in either direction, with the sum of the weights.
select
    position,
    least(source, target) as source,
    greatest(source, target) as target,
    false as is_directed,
    relation,
    sum(weight) as weight
    {sums}
from ({edges}) as edges
group by position, least(source, target), greatest(source, target), relation;
