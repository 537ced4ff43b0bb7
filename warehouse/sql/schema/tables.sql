-- One row is one table of the file, whoever made it.
select table_name
from duckdb_tables()
where not internal and not temporary;
