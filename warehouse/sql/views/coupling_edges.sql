-- One row is one pair of nodes that cite the same works, inside the graph or outside (bibliographic coupling).
-- All pairs grow with the square of the nodes, so only ties that say something are kept: works that more than 100
-- nodes cite count for nothing, two nodes need 2 works in common, and of each node's ties the 20 strongest stay.
create view coupling_edges as
with
telling_works as (
    select cited_work_id
    from node_references
    group by cited_work_id
    having count(*) between 2 and 100
),
telling_references as (
    select citing_work_id, cited_work_id
    from node_references
    semi join telling_works using (cited_work_id)
),
pairs as (
    select
        a.citing_work_id as left_work_id,
        b.citing_work_id as right_work_id,
        count(*) as weight
    from telling_references as a
    join telling_references as b on a.cited_work_id = b.cited_work_id and a.citing_work_id < b.citing_work_id
    group by a.citing_work_id, b.citing_work_id
    having count(*) >= 2
),
ties as (
    select left_work_id as work_id, right_work_id as other_work_id, weight from pairs
    union all
    select right_work_id, left_work_id, weight from pairs
),
strongest_ties as (
    select work_id, other_work_id, weight
    from ties
    qualify row_number() over (partition by work_id order by weight desc, other_work_id) <= 20
)
-- a tie that is among the strongest of both its ends is one edge
select distinct
    least(work_id, other_work_id) as left_work_id,
    greatest(work_id, other_work_id) as right_work_id,
    weight
from strongest_ties;

comment on view coupling_edges is 'One row is one pair of nodes that cite the same works, inside the graph or outside (bibliographic coupling); of each node''s ties the 20 strongest.';
comment on column coupling_edges.left_work_id is 'The node whose id sorts first.';
comment on column coupling_edges.right_work_id is 'The other node.';
comment on column coupling_edges.weight is 'Number of works that both cite, 2 or more; works that more than 100 nodes cite are not counted.';
