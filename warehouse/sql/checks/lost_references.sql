-- error: One row is a work that is marked as having reference data and of which no reference is stored.
select work_id, title
from works
where has_references and work_id not in (select citing_work_id from work_references);
