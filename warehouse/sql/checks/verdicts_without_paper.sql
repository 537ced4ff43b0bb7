-- error: One row is a verdict, a decision or a candidate for a paper that is not stored.
with
judged as (
    select paper_id, 'matches' as table_name from matches
    union
    select paper_id, 'overrides' from overrides
    union
    select paper_id, 'candidates' from candidates
)
select paper_id, table_name
from judged
anti join papers using (paper_id);
