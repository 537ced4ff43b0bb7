-- One row is one wanted work of the JSON Lines files $files: its JSON. How large a work can be, json_lines.sql says.
select work.json::varchar
from read_ndjson_objects($files, maximum_object_size = 16777216) as work
-- Coalesced, so that each id is looked up in the short list. A bare "in" becomes a join, and as DuckDB cannot know how
-- much a snapshot holds, it may gather all of it in memory and look the short list up in that.
where coalesce(short_work_id(work.json ->> 'id') in (select work_id from wanted), false)
