-- No row of a query, for the names and types of its columns.
select *
from (
{query}
)
limit 0;
