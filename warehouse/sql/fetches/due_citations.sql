-- One row is one work of the graph that others cite and whose citing works neither $source nor OpenAlex itself was asked for yet.
select works.work_id, works.cited_by_count
from node_works
join works using (work_id)
where
    works.cited_by_count > 0
    and works.work_id not in (select work_id from citing_fetches where source in ('api', $source))
order by works.work_id;
