-- note: One row is a DOI that several nodes share: they may be one paper.
select doi, list(work_id order by work_id) as work_ids
from graph_nodes
where doi is not null
group by doi
having count(*) > 1;
