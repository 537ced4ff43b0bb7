-- One row is one work with what was measured of it in the graph of one relation.
select work_id, {measures}
from work_measures
where graph = '{graph}';
