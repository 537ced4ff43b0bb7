-- One row is one paper without a work: ambiguous, unmatched or not yet decided.
create view unresolved_papers as
with
mention_counts as (
    select paper_id, count(*) as mention_count
    from mentions
    group by paper_id
)
select
    papers.paper_id,
    paper_name(papers.title, papers.title_key) as title,
    coalesce(verdicts.status, 'undecided') as status,
    verdicts.reason,
    verdicts.score,
    coalesce(matches.candidate_count, 0) as candidate_count,
    best.work_id as best_work_id,
    best.title as best_work_title,
    best.conflict as best_conflict,
    coalesce(mention_counts.mention_count, 0) as mention_count,
    papers.posted_date
from papers
left join verdicts using (paper_id)
left join matches using (paper_id)
left join mention_counts using (paper_id)
left join candidates as best on best.paper_id = papers.paper_id and best.rank = 1
where coalesce(verdicts.status, 'undecided') != 'matched';

comment on view unresolved_papers is 'One row is one paper without a work: ambiguous, unmatched or not yet decided.';
comment on column unresolved_papers.paper_id is 'The paper.';
comment on column unresolved_papers.title is 'The title as the page prints it, or the identifier where it prints no title.';
comment on column unresolved_papers.status is 'ambiguous, unmatched or undecided.';
comment on column unresolved_papers.reason is 'Why there is no work; null while undecided.';
comment on column unresolved_papers.score is 'Trust in the best candidate, from 0 to 1.';
comment on column unresolved_papers.candidate_count is 'Candidates that were kept: works that are at all like the paper, ten at most.';
comment on column unresolved_papers.best_work_id is 'The candidate most like the paper.';
comment on column unresolved_papers.best_work_title is 'Its title at OpenAlex.';
comment on column unresolved_papers.best_conflict is 'What speaks against it; null if nothing does.';
comment on column unresolved_papers.mention_count is 'Times the pages mention the paper.';
comment on column unresolved_papers.posted_date is 'Date the page prints beside the paper.';
