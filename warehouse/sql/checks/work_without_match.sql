-- error: One row is a paper that is not matched and has a work or versions all the same.
select paper_id, status, work_id, version_ids
from verdicts
where status != 'matched' and (work_id is not null or version_ids != []);
