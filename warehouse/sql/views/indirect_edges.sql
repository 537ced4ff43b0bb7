-- One row is one pair of nodes that citations join indirectly: nodes that others cite together (co_citation), or nodes that
-- cite the same works, inside the graph or outside (bibliographic_coupling).
-- All pairs grow with the square of what has something in common, so only edges that say something are kept: what joins
-- more than 100 nodes counts for nothing, two nodes need two things in common, and of each node's edges the 20 strongest
-- stay.
create view indirect_edges as
with
memberships as (
    select 'co_citation' as relation, citing_work_id as common_work_id, cited_work_id as work_id from citation_edges
    union all
    select 'bibliographic_coupling', cited_work_id, citing_work_id from node_references
),
telling_memberships as (
    select relation, common_work_id, work_id
    from memberships
    qualify count(*) over (partition by relation, common_work_id) between 2 and 100
),
pairs as (
    select
        relation,
        a.work_id as left_work_id,
        b.work_id as right_work_id,
        count(*) as weight
    from telling_memberships as a
    join telling_memberships as b using (relation, common_work_id)
    where a.work_id < b.work_id
    group by relation, a.work_id, b.work_id
    having count(*) >= 2
),
neighbours as (
    select relation, left_work_id as work_id, right_work_id as other_work_id, weight from pairs
    union all
    select relation, right_work_id, left_work_id, weight from pairs
),
strongest_neighbours as (
    select relation, work_id, other_work_id, weight
    from neighbours
    qualify row_number() over (partition by relation, work_id order by weight desc, other_work_id) <= 20
)
-- what is among the strongest of both its ends is one edge
select distinct
    relation,
    least(work_id, other_work_id) as left_work_id,
    greatest(work_id, other_work_id) as right_work_id,
    weight
from strongest_neighbours;

comment on view indirect_edges is 'One row is one pair of nodes that citations join indirectly; of each node''s edges of one relation the 20 strongest.';
comment on column indirect_edges.relation is 'co_citation: others cite both; bibliographic_coupling: both cite the same works, inside the graph or outside.';
comment on column indirect_edges.left_work_id is 'The node whose id sorts first.';
comment on column indirect_edges.right_work_id is 'The other node.';
comment on column indirect_edges.weight is 'Number of works that join them so, 2 or more; works that join more than 100 nodes are not counted.';
