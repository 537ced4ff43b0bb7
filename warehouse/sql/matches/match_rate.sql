-- One row: how many papers were judged by what $source had, and the share that was matched.
select
    count(*) as decided_count,
    coalesce(avg((status = 'matched')::integer), 0) as share
from matches
where source = $source;
