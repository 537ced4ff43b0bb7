-- One row is one node of the graph: a canonical work among the matched papers, or any version kept apart.
create view graph_nodes as
with
named_works as (
    select paper_id, score, unnest(list_append(version_ids, work_id)) as work_id
    from verdicts
    where work_id is not null
),
-- the paper with the surest verdict speaks for the node: pages print plain titles, OpenAlex also markup and mix-ups
paper_titles as (
    select
        node_works.canonical_work_id as work_id,
        first(papers.title order by papers.title = '', named_works.score desc, papers.paper_id) as title,
        first(papers.title_key order by named_works.score desc, papers.paper_id) as title_key,
        count(distinct papers.paper_id) as paper_count
    from named_works
    join node_works using (work_id)
    join papers using (paper_id)
    group by node_works.canonical_work_id
),
node_papers as (
    select
        paper_titles.work_id,
        coalesce(nullif(paper_titles.title, ''), works.title, paper_titles.title_key) as title,
        paper_titles.paper_count
    from paper_titles
    left join works using (work_id)
),
version_counts as (
    select canonical_work_id as work_id, count(*) as version_count
    from node_works
    group by canonical_work_id
),
local_citation_counts as (
    select cited_work_id as work_id, count(*) as local_citation_count
    from citation_edges
    group by cited_work_id
),
reference_counts as (
    select
        citing_work_id as work_id,
        count(*) as reference_count,
        count(*) filter (cited_work_id in (select canonical_work_id from node_works)) as local_reference_count
    from node_references
    group by citing_work_id
),
main_topics as (
    select
        work_topics.work_id,
        first(topics.display_name order by work_topics.score desc, topics.topic_id) as topic,
        first(topics.field order by work_topics.score desc, topics.topic_id) as field
    from work_topics
    join topics using (topic_id)
    group by work_topics.work_id
)
select
    node_papers.work_id,
    node_label(node_author_lists.authors, works.publication_year, node_papers.title) as label,
    node_papers.title,
    works.doi,
    node_venues.venue,
    works.publication_year as year,
    works.type,
    array_to_string(node_author_lists.authors, '; ') as authors,
    coalesce(node_author_lists.author_count, 0) as author_count,
    works.cited_by_count,
    coalesce(reference_counts.reference_count, 0) as reference_count,
    coalesce(local_citation_counts.local_citation_count, 0) as local_citation_count,
    coalesce(reference_counts.local_reference_count, 0) as local_reference_count,
    version_counts.version_count,
    node_papers.paper_count,
    main_topics.topic,
    main_topics.field,
    works.is_retracted
from node_papers
join version_counts using (work_id)
left join works using (work_id)
left join node_author_lists using (work_id)
left join node_venues using (work_id)
left join local_citation_counts using (work_id)
left join reference_counts using (work_id)
left join main_topics using (work_id);

comment on view graph_nodes is 'One row is one node of the graph: a canonical work among the matched papers, or any version kept apart.';
comment on column graph_nodes.work_id is 'The canonical work.';
comment on column graph_nodes.label is 'First author''s surname, year and shortened title.';
comment on column graph_nodes.title is 'The title as the page prints it, or OpenAlex''s where no page prints one.';
comment on column graph_nodes.doi is 'DOI of the canonical work, lower case and bare.';
comment on column graph_nodes.venue is 'Where it appeared: a journal or conference before a repository.';
comment on column graph_nodes.year is 'Year of publication of the canonical work.';
comment on column graph_nodes.type is 'OpenAlex''s type of the canonical work.';
comment on column graph_nodes.authors is 'Names on the author list in order, with "; " between them.';
comment on column graph_nodes.author_count is 'Names on the author list.';
comment on column graph_nodes.cited_by_count is 'OpenAlex''s own number of works citing the canonical one, as given.';
comment on column graph_nodes.reference_count is 'Works on the reference lists of all versions, each counted once.';
comment on column graph_nodes.local_citation_count is 'Nodes of the graph that cite it.';
comment on column graph_nodes.local_reference_count is 'Nodes of the graph that it cites.';
comment on column graph_nodes.version_count is 'Works that are this paper, the canonical one included.';
comment on column graph_nodes.paper_count is 'Papers on the pages that are this work.';
comment on column graph_nodes.topic is 'The topic that fits best, as OpenAlex scores it.';
comment on column graph_nodes.field is 'The field that topic belongs to.';
comment on column graph_nodes.is_retracted is 'Has the canonical work been retracted?';
