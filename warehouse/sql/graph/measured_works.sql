-- One row is one work of the corpus with what was measured of it in the graph of one relation.
from ({works}) as works
left join (select work_id, {measures} from node_measures where graph = '{graph}') as measures using (work_id);
