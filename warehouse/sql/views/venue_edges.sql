-- One row is one edge between a node and the venue it appeared in.
create view venue_edges as
select work_id, venue_id
from node_venues;

comment on view venue_edges is 'One row is one edge between a node and the venue it appeared in.';
comment on column venue_edges.work_id is 'The node.';
comment on column venue_edges.venue_id is 'The venue; node_venues says what it is called.';
