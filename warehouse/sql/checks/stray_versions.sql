-- error: One row is a version that no verdict names.
select work_id, canonical_work_id
from work_versions
where work_id not in (select work_id from node_works);
