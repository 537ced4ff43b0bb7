-- One row is one wanted work of the Parquet files $files: its JSON.
select to_json(work)::varchar
from read_parquet($files, union_by_name = true) as work
-- coalesced for the reason that works_of_json_lines.sql gives
where coalesce(short_work_id(work.id) in (select work_id from wanted), false)
