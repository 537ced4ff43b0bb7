-- note: One row is a DOI that several nodes share: they may be one paper.
select doi, list(work_id order by work_id) as work_ids
from works
where doi is not null and work_id in (select canonical_work_id from node_works)
group by doi
having count(*) > 1;
