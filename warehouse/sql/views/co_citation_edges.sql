-- One row is one pair of nodes that other nodes cite together.
create view co_citation_edges as
select
    a.cited_work_id as left_work_id,
    b.cited_work_id as right_work_id,
    count(*) as weight
from citation_edges as a
join citation_edges as b on a.citing_work_id = b.citing_work_id and a.cited_work_id < b.cited_work_id
group by a.cited_work_id, b.cited_work_id;

comment on view co_citation_edges is 'One row is one pair of nodes that other nodes cite together.';
comment on column co_citation_edges.left_work_id is 'The node whose id sorts first.';
comment on column co_citation_edges.right_work_id is 'The other node.';
comment on column co_citation_edges.weight is 'Number of nodes that cite both.';
