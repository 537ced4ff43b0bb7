-- note: One row is a relation whose graph has changed since it was measured: nothing shows these measures any more.
select graph
from analyses
anti join current_analyses using (graph);
