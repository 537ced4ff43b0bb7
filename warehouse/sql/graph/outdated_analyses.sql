-- One row is one relation whose graph was measured and has changed since.
select graph
from analyses
anti join current_analyses using (graph);
