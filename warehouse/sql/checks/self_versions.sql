-- error: One row is a work that is noted as another version of itself.
select work_id
from work_versions
where work_id = canonical_work_id
union
select work_id
from matches
where list_contains(version_ids, work_id);
