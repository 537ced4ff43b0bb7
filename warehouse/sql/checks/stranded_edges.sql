-- error: One row is an end of an edge that is not a node.
with
named_works as (
    select unnest(list_append(version_ids, work_id)) as work_id
    from verdicts
    semi join papers using (paper_id)
    where work_id is not null
),
nodes as (
    select distinct node_works.canonical_work_id as work_id
    from named_works
    join node_works using (work_id)
),
ends as (
    select unnest([citing_work_id, cited_work_id]) as work_id, 'citation_edges' as view_name from citation_edges
    union
    select unnest([left_work_id, right_work_id]), 'shared_author_edges' from shared_author_edges
)
select work_id, view_name
from ends
anti join nodes using (work_id);
