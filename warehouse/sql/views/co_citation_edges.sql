-- One row is one pair of nodes that other nodes cite together; what keeps them from exploding stands in indirect_edges.
create view co_citation_edges as
select left_work_id, right_work_id, weight
from indirect_edges
where relation = 'co_citation';

comment on view co_citation_edges is 'One row is one pair of nodes that other nodes cite together; of each node''s edges the 20 strongest.';
comment on column co_citation_edges.left_work_id is 'The node whose id sorts first.';
comment on column co_citation_edges.right_work_id is 'The other node.';
comment on column co_citation_edges.weight is 'Number of nodes that cite both, 2 or more; nodes that cite more than 100 others are not counted.';
