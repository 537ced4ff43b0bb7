-- One row is one table whose rows files may show, with its columns: logs are left out, and JSON that has a checksum beside it.
select table_name, string_agg('"' || column_name || '"', ', ' order by column_index) as columns
from duckdb_columns()
where
    database_name = current_database()
    and table_name in (select table_name from duckdb_tables() where not temporary)
    and table_name not in ('runs', 'schema_migrations')
    and column_name != 'json'
group by table_name
order by table_name;
