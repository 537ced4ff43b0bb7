-- error: One row is a work that came when it was asked for and that is not stored.
select work_id, fetched_date
from fetches
anti join works using (work_id)
where is_found;
