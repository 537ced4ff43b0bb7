-- What works say of {table}: a value said now wins, between several the one of the last id; silence keeps the known one.
insert or replace into {table} by name
with
known as (
    select {table}.*
    from {table}
    semi join incoming_{table} using ({key})
),
said as (
    select *, '' as said_by from known
    union all by name
    from incoming_{table}
),
merged as (
    select {key}, arg_max(columns(* exclude ({key}, said_by)), said_by)
    from said
    group by {key}
)
from merged
except
from known;
