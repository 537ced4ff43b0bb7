-- error: One row is a work that is noted as another version of itself.
select work_id
from work_versions
where work_id = canonical_work_id;
