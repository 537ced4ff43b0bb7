-- error: One row is a paper whose candidates are not ranked 1, 2, 3 and so on.
select paper_id, list(rank order by rank) as ranks
from candidates
group by paper_id
having list(rank order by rank) != range(1, count(*) + 1);
