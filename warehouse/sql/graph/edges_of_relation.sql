-- One row is one edge of one relation that meets the conditions: both ends, then what the edge carries.
select {columns}
from {view}
where {conditions};
