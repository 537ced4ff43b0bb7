-- One row is one work that a verdict names and that is neither stored nor known to be gone.
select node_works.work_id
from node_works
anti join works using (work_id)
where node_works.work_id not in (select work_id from fetches where not is_found)
order by node_works.work_id;
