-- One row is one year in which works cited one of numbered_nodes, by OpenAlex's count for the canonical work.
select
    node,
    year::bigint as year,
    cited_by_count
from yearly_citations
join numbered_nodes using (work_id)
where cited_by_count > 0
order by node, year;
