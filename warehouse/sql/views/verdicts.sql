-- One row is one judged paper with the verdict that counts: a person's where there is one, the program's otherwise.
create view verdicts as
with
decided as (
    select
        coalesce(overrides.paper_id, matches.paper_id) as paper_id,
        overrides.paper_id is not null as is_by_hand,
        matches.status,
        matches.reason,
        matches.score,
        matches.source,
        if(overrides.paper_id is null, matches.work_id, overrides.work_id) as work_id,
        -- every work that the program takes for the paper
        if(matches.work_id is null, [], list_append(matches.version_ids, matches.work_id)) as named_ids
    from matches
    full join overrides using (paper_id)
)
select
    paper_id,
    case
        when not is_by_hand then status
        when work_id is null then 'unmatched'
        else 'matched'
    end as status,
    case
        when not is_by_hand then reason
        when work_id is null then 'rejected_by_hand'
        else 'accepted_by_hand'
    end as reason,
    case
        when not is_by_hand then score
        when work_id is null then 0
        else 1
    end as score,
    work_id,
    -- a work chosen by hand keeps the others as versions only if it is one of them
    if(
        list_contains(named_ids, work_id),
        list_sort(list_filter(named_ids, lambda named: named != work_id)),
        []
    ) as version_ids,
    is_by_hand,
    source
from decided;

comment on view verdicts is 'One row is one judged paper with the verdict that counts: a person''s where there is one, the program''s otherwise.';
comment on column verdicts.paper_id is 'The paper judged.';
comment on column verdicts.status is 'matched, ambiguous or unmatched.';
comment on column verdicts.reason is 'Why: the rule that decided, or what left the paper in doubt; accepted_by_hand, rejected_by_hand.';
comment on column verdicts.score is 'Trust in the verdict''s best candidate, from 0 to 1; 1 if accepted by hand, 0 if rejected.';
comment on column verdicts.work_id is 'The work the paper is; null unless matched.';
comment on column verdicts.version_ids is 'Other works that are the same paper; empty unless matched.';
comment on column verdicts.is_by_hand is 'Did a person decide?';
comment on column verdicts.source is 'Where the program''s candidates came from.';
