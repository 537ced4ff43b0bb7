-- error: One row is a node whose work is not stored: it was never fetched, or OpenAlex gave up its id.
select distinct node_works.canonical_work_id as work_id
from node_works
anti join works on works.work_id = node_works.canonical_work_id;
