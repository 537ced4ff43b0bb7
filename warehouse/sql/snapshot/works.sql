-- One row a wanted work: its JSON.
select {work}::varchar
from {rows} as work
-- Coalesced, so that each id is looked up in the short list. A bare "in" becomes a join, and as DuckDB cannot know how
-- much a snapshot holds, it may gather all of it in memory and look the short list up in that.
where coalesce(short_work_id({work_id}) in (select work_id from wanted), false)
