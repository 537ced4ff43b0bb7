-- One row is one of the works in $work_ids that is stored, with the checksum of its JSON.
select work_id, json_md5
from works
where work_id in (select unnest($work_ids::varchar[]));
