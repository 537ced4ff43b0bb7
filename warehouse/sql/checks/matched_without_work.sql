-- error: One row is a matched paper for which no work is named.
select paper_id, reason
from verdicts
where status = 'matched' and work_id is null;
