-- One row is one paper; of those in $paper_ids, or of all if that is null.
select *
from papers
where $paper_ids is null or paper_id in (select unnest($paper_ids::varchar[]))
order by paper_id;
