-- Note that a run has begun, under the next number; the answer is one row, that number.
insert into runs (run_id, command, source, started_at, status, parameters)
select
    coalesce(max(run_id), 0) + 1,
    $command,
    $source,
    make_timestamp(epoch_us(now())),  -- UTC
    'running',
    $parameters
from runs
returning run_id;
