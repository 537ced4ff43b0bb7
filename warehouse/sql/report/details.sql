-- One row is one node with its abstract, the page's before OpenAlex's, and with what is known of its references.
with
-- the paper with the surest verdict speaks for the node, as it does for its title
page_abstracts as (
    select
        node_works.canonical_work_id as work_id,
        first(papers.abstract order by verdicts.score desc, papers.paper_id) as abstract
    from verdicts
    join node_works using (work_id)
    join papers using (paper_id)
    where papers.abstract is not null
    group by node_works.canonical_work_id
)
select
    reference_coverage.work_id,
    coalesce(page_abstracts.abstract, works.abstract) as abstract,
    reference_coverage.reference_status
from reference_coverage
left join page_abstracts using (work_id)
left join works using (work_id)
