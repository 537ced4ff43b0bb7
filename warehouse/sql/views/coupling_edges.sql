-- One row is one pair of nodes that cite the same work, inside the graph or outside (bibliographic coupling).
create view coupling_edges as
select
    a.citing_work_id as left_work_id,
    b.citing_work_id as right_work_id,
    count(*) as weight
from node_references as a
join node_references as b on a.cited_work_id = b.cited_work_id and a.citing_work_id < b.citing_work_id
group by a.citing_work_id, b.citing_work_id;

comment on view coupling_edges is 'One row is one pair of nodes that cite the same work, inside the graph or outside (bibliographic coupling).';
comment on column coupling_edges.left_work_id is 'The node whose id sorts first.';
comment on column coupling_edges.right_work_id is 'The other node.';
comment on column coupling_edges.weight is 'Number of works that both cite.';
