-- One row: how many rows a query has.
select count(*)
from (
{query}
);
