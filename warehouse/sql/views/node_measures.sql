-- One row is one node in one graph that was analysed and has not changed since, with its measures side by side; null where
-- one says nothing.
create view node_measures as
select
    work_measures.graph,
    work_measures.work_id,
    graph_nodes.label,
    graph_nodes.title,
    graph_nodes.year,
    graph_nodes.cited_by_count,
    graph_nodes.local_citation_count,
    work_measures.* exclude (graph, work_id)
from work_measures
join graph_nodes using (work_id);

comment on view node_measures is 'One row is one node in one graph that was analysed and has not changed since, with its measures side by side; null where one says nothing.';
comment on column node_measures.graph is 'The relation whose graph was analysed.';
comment on column node_measures.work_id is 'The node.';
comment on column node_measures.label is 'First author''s surname, year and shortened title.';
comment on column node_measures.title is 'The title as the page prints it.';
comment on column node_measures.year is 'Year of publication of the canonical work.';
comment on column node_measures.cited_by_count is 'OpenAlex''s own number of works citing the canonical one, as given.';
comment on column node_measures.local_citation_count is 'Nodes of the graph that cite it.';
comment on column node_measures.community_label is 'Title words that set its community apart, and that community''s most frequent topic.';
comment on column node_measures.in_degree is 'Nodes that cite it; only in the graph of citations, as the next one.';
comment on column node_measures.out_degree is 'Nodes that it cites.';
comment on column node_measures.degree is 'Nodes it has an edge with; not in the graph of citations, as the next one.';
comment on column node_measures.strength is 'Sum of the weights of these edges.';
comment on column node_measures.pagerank is 'PageRank by weight; all nodes'' add up to 1.';
comment on column node_measures.hub is 'How far it cites authorities (HITS); only in the graph of citations, as the next one.';
comment on column node_measures.authority is 'How far hubs cite it (HITS).';
comment on column node_measures.betweenness is 'Share of the shortest paths between other nodes that pass through it; see node_metrics.parameters for exact or sampled.';
comment on column node_measures.core_number is 'Largest k such that it has k neighbours among nodes that do as well.';
comment on column node_measures.component is 'Its connected component, 1 being the largest.';
comment on column node_measures.community is 'Its community, 1 being the largest; null without any edge.';
comment on column node_measures.search_path_share is 'Share of all ways along citations, from works that cite none to works none cites, that lead over it.';
comment on column node_measures.main_path_position is 'Its place on the main path of citations, 1 being the oldest; null off the path.';
comment on column node_measures.burst_start_year is 'First year of its strongest burst of citations; null without one.';
comment on column node_measures.burst_end_year is 'Last year of that burst.';
comment on column node_measures.burst_weight is 'How surely it is one: what the burst saves over a steady share of citations, in nats.';
