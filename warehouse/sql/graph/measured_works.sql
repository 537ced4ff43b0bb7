-- One row is one work of the corpus with what was measured of it in the graph of one relation.
from ({works}) as works
left join ({measures}) as measures using (work_id);
