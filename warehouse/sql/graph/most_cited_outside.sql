-- One row is one work outside the corpus that at least $least of the nodes cite, the most cited first.
select cited_work_id
from outside_citation_edges
where $ids is null or citing_work_id in (select unnest($ids::varchar[]))
group by cited_work_id
having count(*) >= $least
order by count(*) desc, cited_work_id
limit $most;
