-- error: One row is a verdict that has not as many candidates as it says.
with
stored as (
    select paper_id, count(*) as stored_count
    from candidates
    group by paper_id
)
select paper_id, matches.candidate_count, coalesce(stored.stored_count, 0) as stored_count
from matches
full join stored using (paper_id)
where coalesce(matches.candidate_count, 0) != coalesce(stored.stored_count, 0);
