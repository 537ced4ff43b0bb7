-- note: One row is a citation of a work more than two years younger than the citing one: a wrong match, or a wrong year.
select
    citing_work_id,
    cited_work_id,
    citing.publication_year as citing_year,
    cited.publication_year as cited_year
from citation_edges
join works as citing on citing.work_id = citing_work_id
join works as cited on cited.work_id = cited_work_id
where cited.publication_year > citing.publication_year + 2;
