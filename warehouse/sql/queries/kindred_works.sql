-- Which works share most references and yet do not cite each other?
select
    left_nodes.label as work,
    right_nodes.label as other_work,
    coupling_edges.weight as shared_references
from coupling_edges
join graph_nodes as left_nodes on left_nodes.work_id = coupling_edges.left_work_id
join graph_nodes as right_nodes on right_nodes.work_id = coupling_edges.right_work_id
where not exists (
    from citation_edges
    where
        (citing_work_id = coupling_edges.left_work_id and cited_work_id = coupling_edges.right_work_id)
        or (citing_work_id = coupling_edges.right_work_id and cited_work_id = coupling_edges.left_work_id)
)
order by coupling_edges.weight desc, coupling_edges.left_work_id, coupling_edges.right_work_id
limit 20;
