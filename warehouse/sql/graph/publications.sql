-- One row is one node of the graph as a publication to be cited; of the nodes in $ids, or of all if that is null.
select
    graph_nodes.work_id,
    graph_nodes.title,
    graph_nodes.type,
    sources.type as source_type,
    coalesce(node_author_lists.authors, []) as authors,
    graph_nodes.year,
    works.publication_date,
    node_venues.source_name as venue,
    sources.issn_l as issn,
    works.json ->> '$.biblio.volume' as volume,
    works.json ->> '$.biblio.issue' as issue,
    works.json ->> '$.biblio.first_page' as first_page,
    works.json ->> '$.biblio.last_page' as last_page,
    graph_nodes.doi,
    works.arxiv_id,
    works.abstract
from graph_nodes
left join works using (work_id)
left join node_author_lists using (work_id)
left join node_venues using (work_id)
left join sources using (source_id)
where $ids is null or graph_nodes.work_id in (select unnest($ids::varchar[]))
order by graph_nodes.work_id
