-- Delete all that {table} holds of the works in $work_ids.
delete from {table}
where {key} in (select unnest($work_ids::varchar[]));
