-- One row is one ambiguous paper that nobody has decided yet.
select paper_id
from verdicts
join papers using (paper_id)
where status = 'ambiguous'
order by paper_name(title, title_key), paper_id;
