-- One row: where the last run that resolved papers took works from, as the user named it; none before the first run.
select parameters ->> 'works' as works
from runs
where command = 'resolve' and parameters ->> 'works' is not null
order by run_id desc
limit 1;
