-- One row is one community of the graph of one relation, the largest first.
select
    community,
    label,
    words,
    topics,
    node_count
from communities
semi join current_analyses using (graph)
where graph = $graph
order by community;
