-- One row is one work that is asked for.
create or replace temp table wanted as
select unnest($work_ids::varchar[]) as work_id;
