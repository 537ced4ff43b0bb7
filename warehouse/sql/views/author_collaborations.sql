-- One row is one pair of people who wrote a node together.
-- The fractional weight is Newman's (Phys. Rev. E 64, 016132, 2001): a node by n people adds 1/(n - 1) to each pair.
-- A node by more than 1,000 people says nothing of any two of them, and would make half a million pairs.
create view author_collaborations as
with
node_shares as (
    select
        work_id,
        (1 / (count(*) - 1))::decimal(18, 15) as share
    from node_authors
    group by work_id
    having count(*) between 2 and 1_000
)
select
    a.author_id as left_author_id,
    b.author_id as right_author_id,
    count(*) as weight,
    round(sum(node_shares.share), 12)::double as fractional_weight
from node_shares
join node_authors as a using (work_id)
join node_authors as b on a.work_id = b.work_id and a.author_id < b.author_id
group by a.author_id, b.author_id;

comment on view author_collaborations is 'One row is one pair of people who wrote a node together.';
comment on column author_collaborations.left_author_id is 'The person whose id sorts first.';
comment on column author_collaborations.right_author_id is 'The other person.';
comment on column author_collaborations.weight is 'Number of nodes they wrote together; nodes by more than 1,000 people are left out.';
comment on column author_collaborations.fractional_weight is 'Sum of 1/(n - 1) over these nodes, n being the number of identified authors of the node.';
