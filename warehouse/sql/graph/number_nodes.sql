-- Number the nodes from 0 in the order of their ids: arrays have no other names for them.
create or replace temp table numbered_nodes as
select row_number() over (order by work_id) - 1 as node, work_id
from (select distinct canonical_work_id as work_id from node_works);
