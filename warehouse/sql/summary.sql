-- One row: how much of everything the warehouse holds.
with
paper_counts as (
    select
        count(*) as papers,
        count(*) filter (verdicts.status = 'matched') as matched,
        count(*) filter (verdicts.status = 'ambiguous') as ambiguous,
        count(*) filter (verdicts.status = 'unmatched') as unmatched,
        count(*) filter (verdicts.status is null) as undecided
    from papers
    left join verdicts using (paper_id)
)
select
    (select count(*) from pages) as pages,
    (select count(*) from mentions) as mentions,
    papers,
    matched,
    ambiguous,
    unmatched,
    undecided,
    (select count(*) from works) as works,
    (select count(*) from authors) as authors,
    (select count(distinct canonical_work_id) from node_works) as nodes,
    (select count(*) from citation_edges) as citation_edges,
    (select count(*) from shared_author_edges) as shared_author_edges
from paper_counts;
