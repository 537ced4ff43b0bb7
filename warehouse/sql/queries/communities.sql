-- What are the communities of citing works, when did they begin, and what is at their centre? (after `citegraph analyse`)
select
    communities.community,
    communities.label,
    communities.node_count as nodes,
    min(node_measures.year) as first_year,
    median(node_measures.year)::integer as median_year,
    arg_max(node_measures.label, node_measures.pagerank) as central_work
from communities
join node_measures using (graph, community)
where communities.graph = 'cites'
group by all
order by communities.community;
