-- error: One row is a paper that the program matched with a work that is not among its candidates.
select paper_id, work_id
from matches
where
    work_id is not null
    and candidate_count > 0
    and (paper_id, work_id) not in (select (paper_id, work_id) from candidates);
