-- One row is one decision of a person.
select
    paper_id,
    overrides.work_id,
    overrides.reason,
    papers.title
from overrides
join papers using (paper_id)
order by papers.title, paper_id;
