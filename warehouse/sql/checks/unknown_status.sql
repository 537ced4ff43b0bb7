-- error: One row is a verdict with a status that means nothing.
select paper_id, status
from matches
where status not in ('matched', 'ambiguous', 'unmatched');
