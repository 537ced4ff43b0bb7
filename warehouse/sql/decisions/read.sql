-- One row is one decision of a person.
select
    paper_id,
    overrides.work_id,
    overrides.reason,
    paper_name(papers.title, papers.title_key) as title
from overrides
join papers using (paper_id)
order by title, paper_id;
