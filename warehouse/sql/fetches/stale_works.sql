-- One row is one stored work that was last fetched before $before, or nobody noted when.
select works.work_id
from works
left join fetches using (work_id)
where fetches.fetched_date is null or fetches.fetched_date < $before::date
order by works.work_id;
