-- note: One row is another version of a node that is not stored: its references and authors are not in the graph.
select node_works.work_id, node_works.canonical_work_id
from node_works
anti join works using (work_id)
where node_works.work_id != node_works.canonical_work_id;
