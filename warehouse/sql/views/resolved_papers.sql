-- One row is one paper with what is known of it; where no work was found, only what the pages say.
create view resolved_papers as
select
    papers.paper_id,
    paper_name(papers.title, papers.title_key) as title,
    coalesce(verdicts.status, 'undecided') as status,
    verdicts.reason,
    verdicts.score,
    coalesce(verdicts.is_by_hand, false) as is_by_hand,
    node_works.canonical_work_id as work_id,
    works.title as work_title,
    coalesce(works.doi, papers.doi) as doi,
    coalesce(works.arxiv_id, papers.arxiv_id) as arxiv_id,
    graph_nodes.venue,
    coalesce(works.publication_year, papers.year) as year,
    works.type,
    coalesce(node_author_lists.authors, papers.authors) as authors,
    coalesce(node_author_lists.author_count, papers.author_count) as author_count,
    works.cited_by_count,
    graph_nodes.reference_count,
    graph_nodes.local_citation_count,
    papers.posted_date
from papers
left join verdicts using (paper_id)
left join node_works on node_works.work_id = verdicts.work_id
left join works on works.work_id = node_works.canonical_work_id
left join graph_nodes on graph_nodes.work_id = node_works.canonical_work_id
left join node_author_lists on node_author_lists.work_id = node_works.canonical_work_id;

comment on view resolved_papers is 'One row is one paper with what is known of it; where no work was found, only what the pages say.';
comment on column resolved_papers.paper_id is 'The paper.';
comment on column resolved_papers.title is 'The title as the page prints it, or the identifier where it prints no title.';
comment on column resolved_papers.status is 'matched, ambiguous, unmatched, or undecided while there is no verdict.';
comment on column resolved_papers.reason is 'Why: the rule that decided, or what left the paper in doubt; accepted_by_hand, rejected_by_hand.';
comment on column resolved_papers.score is 'Trust in the verdict''s best candidate, from 0 to 1.';
comment on column resolved_papers.is_by_hand is 'Did a person decide?';
comment on column resolved_papers.work_id is 'The canonical work: the paper''s node in the graph.';
comment on column resolved_papers.work_title is 'The canonical work''s title as OpenAlex has it.';
comment on column resolved_papers.doi is 'DOI of the work, or else the one on the page; lower case and bare.';
comment on column resolved_papers.arxiv_id is 'arXiv id of the work, or else the one on the page.';
comment on column resolved_papers.venue is 'Where it appeared: a journal or conference before a repository.';
comment on column resolved_papers.year is 'Year of publication of the work, or else the one on the page.';
comment on column resolved_papers.type is 'OpenAlex''s type of the work.';
comment on column resolved_papers.authors is 'Names on the author list in order, or else those on the page.';
comment on column resolved_papers.author_count is 'Names on the author list, or else the number on the page.';
comment on column resolved_papers.cited_by_count is 'OpenAlex''s own number of citing works, as given.';
comment on column resolved_papers.reference_count is 'Works on the reference lists of all versions, each counted once.';
comment on column resolved_papers.local_citation_count is 'Nodes of the graph that cite it.';
comment on column resolved_papers.posted_date is 'Date the page prints beside the paper.';
