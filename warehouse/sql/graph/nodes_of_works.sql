-- One row is one node of another kind that belongs to one of the works in $ids.
select distinct {id}
from {works_view}
where work_id in (select unnest($ids::varchar[]));
