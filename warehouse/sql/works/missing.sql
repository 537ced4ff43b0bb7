-- One row is one work that a verdict names and that is not stored, unless $source, or OpenAlex itself, is known to lack it.
select node_works.work_id
from node_works
anti join works using (work_id)
where node_works.work_id not in (select work_id from fetches where not is_found and source in ('api', $source))
order by node_works.work_id;
