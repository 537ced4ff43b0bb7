-- One row is one thing in $condition that looks at more than one node's values: a query, or a function that may; or what
-- DuckDB's parser says of a condition that it cannot read.
with
parts as (
    select
        value ->> 'class' as class,
        value ->> 'schema' as schema,
        value ->> 'function_name' as name,
        value ->> 'error_message' as refusal
    from json_tree(json_serialize_sql('select 1 from nodes where (' || $condition || chr(10) || ')'))
    where type = 'OBJECT'
),

functions as (
    select function_name
    from duckdb_functions()
    where
        internal
        and function_type in ('scalar', 'macro')
        and has_side_effects is distinct from true
        and not regexp_matches(function_name, '^(getenv|getvariable|.*setting.*|pg_.*|has_.*)$')
    except
    select function_name
    from duckdb_functions()
    where not internal
)

select distinct coalesce(refusal, if(class = 'SUBQUERY', 'a query of its own', name)) as thing
from parts
where
    refusal is not null
    or class = 'SUBQUERY'
    or class in ('FUNCTION', 'WINDOW') and (schema != '' or name not in (from functions))
order by thing;
