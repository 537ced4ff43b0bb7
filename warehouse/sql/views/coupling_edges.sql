-- One row is one pair of nodes that cite the same works, inside the graph or outside (bibliographic coupling); what keeps
-- them from exploding stands in indirect_edges.
create view coupling_edges as
select left_work_id, right_work_id, weight
from indirect_edges
where relation = 'bibliographic_coupling';

comment on view coupling_edges is 'One row is one pair of nodes that cite the same works, inside the graph or outside (bibliographic coupling); of each node''s edges the 20 strongest.';
comment on column coupling_edges.left_work_id is 'The node whose id sorts first.';
comment on column coupling_edges.right_work_id is 'The other node.';
comment on column coupling_edges.weight is 'Number of works that both cite, 2 or more; works that more than 100 nodes cite are not counted.';
