-- error: One row is a canonical work that is itself noted as a version of another.
select a.work_id, a.canonical_work_id, b.canonical_work_id as next_work_id
from work_versions as a
join work_versions as b on b.work_id = a.canonical_work_id
where a.work_id != a.canonical_work_id;
