-- The rows of a query in an order, with some of their columns.
select {columns}
from (
{query}
) as rows
order by {order}
