-- One row is one work that a verdict names and that is not stored.
select node_works.work_id
from node_works
anti join works using (work_id)
order by node_works.work_id;
