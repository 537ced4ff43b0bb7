-- One row is one node of one kind: id, label, what is known of it, and what tells it from nodes of other kinds.
select
    {id} as id,
    * exclude ({id}) {renamed}
    {told_apart}
from ({nodes}) as nodes;
