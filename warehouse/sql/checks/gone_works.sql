-- note: One row is a work that a verdict names and that its source no longer has: OpenAlex merged or deleted it.
select work_id, canonical_work_id
from node_works
where work_id in (select work_id from fetches where not is_found);
