-- No row of no measure.
select work_id
from work_measures
limit 0;
