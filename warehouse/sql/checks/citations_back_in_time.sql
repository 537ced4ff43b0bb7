-- note: One row is a citation of a work more than two years younger than the citing one: a wrong match, or a wrong year.
select
    citing_work_id,
    cited_work_id,
    citing.year as citing_year,
    cited.year as cited_year
from citation_edges
join graph_nodes as citing on citing.work_id = citing_work_id
join graph_nodes as cited on cited.work_id = cited_work_id
where cited.year > citing.year + 2;
