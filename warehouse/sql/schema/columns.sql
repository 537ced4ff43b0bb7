-- One row is one column of a table or view of the file.
select table_name, column_name
from duckdb_columns()
where not internal;
