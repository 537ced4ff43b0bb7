-- One row is one paper without a work, those first that a person could settle.
select
    title,
    status,
    reason,
    candidate_count,
    best_work_title,
    best_conflict
from unresolved_papers
order by status, title, paper_id
