-- A person's decision on one paper replaces an earlier one; the answer is one row, or none if there is no such paper.
insert or replace into overrides (paper_id, work_id, reason, decided_at)
select paper_id, $work_id, $reason, make_timestamp(epoch_us(now()))  -- UTC
from papers
where paper_id = $paper_id
returning paper_id;
