-- One row is one edge of one relation between numbered_nodes, in the order of their numbers.
select
    tails.node as tail,
    heads.node as head,
    {weight}::double as weight
from {view} as edges
join numbered_nodes as tails on tails.work_id = edges.{source}
join numbered_nodes as heads on heads.work_id = edges.{target}
order by tail, head;
