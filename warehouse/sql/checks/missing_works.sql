-- error: One row is a node whose work is not stored, though no source was found to lack it: it was never fetched.
select distinct node_works.canonical_work_id as work_id
from node_works
anti join works on works.work_id = node_works.canonical_work_id
where node_works.canonical_work_id not in (select work_id from fetches where not is_found);
