-- Write the rows of a query to a file.
copy (
{query}
)
to '{path}' ({options});
