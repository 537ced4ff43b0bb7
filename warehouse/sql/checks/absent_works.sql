-- note: One row is a work that a verdict names and that no source asked so far has; OpenAlex itself may have it.
select work_id, fetches.source, fetches.fetched_date
from node_works
join fetches using (work_id)
anti join works using (work_id)
anti join gone_works using (work_id)
where not fetches.is_found;
