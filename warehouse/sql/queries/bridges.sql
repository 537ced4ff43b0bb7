-- Which works bridge communities? (after `citegraph analyse`)
with
neighbours as (
    select citing_work_id as work_id, cited_work_id as other_work_id from citation_edges
    union
    select cited_work_id, citing_work_id from citation_edges
),
placed as (
    select work_id, community from node_measures where graph = 'cites'
)
select
    node_measures.label,
    node_measures.community_label as community,
    count(distinct others.community) filter (others.community != node_measures.community) as other_communities,
    count(*) filter (others.community != node_measures.community) as edges_to_others,
    count(*) as edges,
    node_measures.betweenness
from node_measures
join neighbours using (work_id)
join placed as others on others.work_id = neighbours.other_work_id
where node_measures.graph = 'cites'
group by all
having other_communities > 0
order by node_measures.betweenness desc, edges_to_others desc, node_measures.label
limit 20;
