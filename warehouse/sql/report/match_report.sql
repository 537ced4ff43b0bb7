-- One row is one reason for a verdict.
select
    status,
    reason,
    paper_count,
    paper_share,
    mean_score
from match_report
order by status, paper_count desc, reason
