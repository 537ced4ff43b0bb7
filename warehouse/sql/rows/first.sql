-- The first $limit rows of a query, each with the number of all rows before it.
select count(*) over (), *
from (
{query}
)
order by all
limit $limit;
