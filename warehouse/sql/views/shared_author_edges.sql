-- One row is one pair of nodes with an author in common.
-- The fractional weight is Newman's (Phys. Rev. E 64, 016132, 2001) with papers in the place of people: an author of
-- n nodes adds 1/(n - 1) to each pair of them, so that nobody joins a paper to the others by more than 1 in all.
-- Nobody wrote more than 1,000 of the nodes: such an author id holds several people, and half a million pairs.
create view shared_author_edges as
with
author_shares as (
    select
        author_id,
        -- decimals add up to the same sum in every order, floating point does not; thirds add up to 1 in 12 digits
        (1 / (count(*) - 1))::decimal(18, 15) as share
    from node_authors
    group by author_id
    having count(*) between 2 and 1_000
),
sharing_nodes as (
    select
        node_authors.work_id,
        author_shares.author_id,
        author_shares.share
    from node_authors
    join author_shares using (author_id)
)
select
    a.work_id as left_work_id,
    b.work_id as right_work_id,
    count(*) as weight,
    round(sum(a.share), 12)::double as fractional_weight
from sharing_nodes as a
join sharing_nodes as b on a.author_id = b.author_id and a.work_id < b.work_id
group by a.work_id, b.work_id;

comment on view shared_author_edges is 'One row is one pair of nodes with an author in common.';
comment on column shared_author_edges.left_work_id is 'The node whose id sorts first.';
comment on column shared_author_edges.right_work_id is 'The other node.';
comment on column shared_author_edges.weight is 'Number of authors in common, by id; ids with more than 1,000 nodes, which are not one person, are left out.';
comment on column shared_author_edges.fractional_weight is 'Sum of 1/(n - 1) over these authors, n being the number of nodes the author wrote.';
