-- One row is one pair of nodes that other nodes cite together.
-- All pairs grow with the square of the reference lists, so only ties that say something are kept: nodes that cite
-- more than 100 others count for nothing, a pair must be cited together twice, and of each node's ties the 20
-- strongest stay.
create view co_citation_edges as
with
telling_nodes as (
    select citing_work_id
    from citation_edges
    group by citing_work_id
    having count(*) between 2 and 100
),
telling_citations as (
    select citing_work_id, cited_work_id
    from citation_edges
    semi join telling_nodes using (citing_work_id)
),
pairs as (
    select
        a.cited_work_id as left_work_id,
        b.cited_work_id as right_work_id,
        count(*) as weight
    from telling_citations as a
    join telling_citations as b on a.citing_work_id = b.citing_work_id and a.cited_work_id < b.cited_work_id
    group by a.cited_work_id, b.cited_work_id
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

comment on view co_citation_edges is 'One row is one pair of nodes that other nodes cite together; of each node''s ties the 20 strongest.';
comment on column co_citation_edges.left_work_id is 'The node whose id sorts first.';
comment on column co_citation_edges.right_work_id is 'The other node.';
comment on column co_citation_edges.weight is 'Number of nodes that cite both, 2 or more; nodes that cite more than 100 others are not counted.';
