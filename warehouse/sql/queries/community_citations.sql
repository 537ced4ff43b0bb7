-- Which communities cite which? (after `citegraph analyse`)
with
placed as (
    select work_id, community, community_label from node_measures where graph = 'cites'
),
counts as (
    select
        citing.community as citing_community,
        cited.community as cited_community,
        citing.community_label as citing_label,
        cited.community_label as cited_label,
        count(*) as citations
    from citation_edges
    join placed as citing on citing.work_id = citation_edges.citing_work_id
    join placed as cited on cited.work_id = citation_edges.cited_work_id
    group by all
)
select
    *,
    round(100 * citations / sum(citations) over (partition by citing_community), 1) as percent
from counts
order by citing_community, citations desc, cited_community;
