-- Note how a run ended and what it used; the answer is one row, or none if it was never started.
update runs
set
    finished_at = make_timestamp(epoch_us(now())),  -- UTC
    status = $status,
    paper_count = $paper_count,
    request_count = $request_count,
    credit_count = $credit_count,
    cost_usd = $cost_usd
where run_id = $run_id
returning run_id;
