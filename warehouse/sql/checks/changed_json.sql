-- error: One row is a work whose JSON is not the one that was stored.
select work_id
from works
where md5(json) != json_md5;
