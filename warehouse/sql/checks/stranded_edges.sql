-- error: One row is an end of an edge that is not a node.
with
ends as (
    select citing_work_id as work_id, 'citation_edges' as view_name from citation_edges
    union
    select cited_work_id, 'citation_edges' from citation_edges
    union
    select left_work_id, 'shared_author_edges' from shared_author_edges
    union
    select right_work_id, 'shared_author_edges' from shared_author_edges
)
select work_id, view_name
from ends
anti join graph_nodes using (work_id);
