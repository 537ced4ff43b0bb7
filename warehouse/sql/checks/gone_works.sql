-- note: One row is a work that a verdict names and that OpenAlex no longer has: merged into another, or deleted.
select work_id, canonical_work_id
from node_works
semi join gone_works using (work_id);
