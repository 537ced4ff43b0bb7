-- One row is one view of the file.
select view_name
from duckdb_views()
where not internal;
