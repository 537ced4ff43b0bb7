-- One row: how many nodes there are, of those that arrays know by number.
select count(*)
from numbered_nodes;
