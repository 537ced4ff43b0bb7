-- One row is one citation between two nodes, over all their versions and counted once.
create view citation_edges as
select
    citing_work_id,
    cited_work_id
from node_references
where cited_work_id in (select canonical_work_id from node_works);

comment on view citation_edges is 'One row is one citation between two nodes, over all their versions and counted once.';
comment on column citation_edges.citing_work_id is 'The node that cites.';
comment on column citation_edges.cited_work_id is 'The node that is cited.';
