-- One row is one edge, in the order of relations and ends.
select * exclude (position)
from ({edges}) as edges
order by position, source, target;
