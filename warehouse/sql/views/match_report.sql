-- One row is one reason for a verdict, with the number of papers it decided; papers without a verdict are one row too.
create view match_report as
select
    coalesce(verdicts.status, 'undecided') as status,
    verdicts.reason,
    count(*) as paper_count,
    count(*) / sum(count(*)) over () as paper_share,
    avg(verdicts.score) as mean_score
from papers
left join verdicts using (paper_id)
group by all
order by all;

comment on view match_report is 'One row is one reason for a verdict, with the number of papers it decided; papers without a verdict are one row too.';
comment on column match_report.status is 'matched, ambiguous, unmatched or undecided.';
comment on column match_report.reason is 'The rule that decided, or accepted_by_hand, rejected_by_hand.';
comment on column match_report.paper_count is 'Papers it decided.';
comment on column match_report.paper_share is 'Their share of all papers, from 0 to 1.';
comment on column match_report.mean_score is 'Mean trust in these verdicts, from 0 to 1.';
