-- One row is one node of the graph as a publication to be cited; of the nodes in $ids, or of all if that is null.
with
-- what registries say of the version that appeared at the node's venue
printed as (
    select
        node_venues.work_id,
        node_venues.source_id,
        node_venues.source_name,
        coalesce(
            works.json ->> '$.type_crossref',
            nullif(works.json ->> '$.primary_location.raw_type', 'text')
        ) as record_type,
        plain_text(works.json ->> '$.primary_location.raw_source_name') as container
    from node_venues
    left join works on works.work_id = node_venues.version_id
)
select
    graph_nodes.work_id,
    graph_nodes.title,
    graph_nodes.type,
    coalesce(printed.record_type, works.json ->> '$.type_crossref') as record_type,
    sources.type as source_type,
    coalesce(node_author_lists.authors, []) as authors,
    graph_nodes.year,
    works.publication_date,
    -- a publisher's platform is no book, and a series is not the book
    if(sources.type in ('ebook platform', 'book series'), null, printed.source_name) as venue,
    if(lower(printed.container) in (lower(printed.source_name), ''), null, printed.container) as book_title,
    if(sources.type = 'book series', printed.source_name, null) as series,
    coalesce(
        sources.host_organization,
        if(sources.type = 'ebook platform', regexp_replace(printed.source_name, ' eBooks$', ''), null)
    ) as publisher,
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
left join printed using (work_id)
left join sources using (source_id)
where $ids is null or graph_nodes.work_id in (select unnest($ids::varchar[]))
order by graph_nodes.work_id
