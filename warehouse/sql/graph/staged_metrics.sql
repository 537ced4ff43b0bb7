-- An empty table for the measures that are to be saved.
create or replace temp table staged_metrics as
from node_metrics
limit 0;
