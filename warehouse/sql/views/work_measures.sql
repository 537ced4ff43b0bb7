-- One row is one node in one graph that was analysed and has not changed since, with its measures side by side and nothing
-- else of it; null where one says nothing.
create view work_measures as
with
measured as (
    select
        graph,
        work_id,
        max(value) filter (metric = 'in_degree')::bigint as in_degree,
        max(value) filter (metric = 'out_degree')::bigint as out_degree,
        max(value) filter (metric = 'degree')::bigint as degree,
        max(value) filter (metric = 'strength') as strength,
        max(value) filter (metric = 'pagerank') as pagerank,
        max(value) filter (metric = 'hub') as hub,
        max(value) filter (metric = 'authority') as authority,
        max(value) filter (metric = 'betweenness') as betweenness,
        max(value) filter (metric = 'core_number')::integer as core_number,
        max(value) filter (metric = 'component')::integer as component,
        max(value) filter (metric = 'community')::integer as community,
        max(value) filter (metric = 'search_path_share') as search_path_share,
        max(value) filter (metric = 'main_path_position')::integer as main_path_position,
        max(value) filter (metric = 'burst_start_year')::integer as burst_start_year,
        max(value) filter (metric = 'burst_end_year')::integer as burst_end_year,
        max(value) filter (metric = 'burst_weight') as burst_weight
    from node_metrics
    semi join current_analyses using (graph)
    group by graph, work_id
)
select
    measured.graph,
    measured.work_id,
    communities.label as community_label,
    measured.* exclude (graph, work_id)
from measured
left join communities using (graph, community);

comment on view work_measures is 'One row is one node in one graph that was analysed and has not changed since, with its measures side by side and nothing else of it; null where one says nothing.';
comment on column work_measures.graph is 'The relation whose graph was analysed.';
comment on column work_measures.work_id is 'The node.';
comment on column work_measures.community_label is 'Title words that set its community apart, and that community''s most frequent topic.';
comment on column work_measures.in_degree is 'Nodes that cite it; only in the graph of citations, as the next one.';
comment on column work_measures.out_degree is 'Nodes that it cites.';
comment on column work_measures.degree is 'Nodes it has an edge with; not in the graph of citations, as the next one.';
comment on column work_measures.strength is 'Sum of the weights of these edges.';
comment on column work_measures.pagerank is 'PageRank by weight; all nodes'' add up to 1.';
comment on column work_measures.hub is 'How far it cites authorities (HITS); only in the graph of citations, as the next one.';
comment on column work_measures.authority is 'How far hubs cite it (HITS).';
comment on column work_measures.betweenness is 'Share of the shortest paths between other nodes that pass through it; see node_metrics.parameters for exact or sampled.';
comment on column work_measures.core_number is 'Largest k such that it has k neighbours among nodes that do as well.';
comment on column work_measures.component is 'Its connected component, 1 being the largest.';
comment on column work_measures.community is 'Its community, 1 being the largest; null without any edge.';
comment on column work_measures.search_path_share is 'Share of all ways along citations, from works that cite none to works none cites, that lead over it.';
comment on column work_measures.main_path_position is 'Its place on the main path of citations, 1 being the oldest; null off the path.';
comment on column work_measures.burst_start_year is 'First year of its strongest burst of citations; null without one.';
comment on column work_measures.burst_end_year is 'Last year of that burst.';
comment on column work_measures.burst_weight is 'How surely it is one: what the burst saves over a steady share of citations, in nats.';
