-- One row is one relation whose graph was analysed and has not changed since.
select graph
from current_analyses;
