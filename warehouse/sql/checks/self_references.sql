-- error: One row is a work that cites itself.
select citing_work_id as work_id
from work_references
where citing_work_id = cited_work_id;
