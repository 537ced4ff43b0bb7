-- error: One row is a paper that no page mentions.
select paper_id, title
from papers
where paper_id not in (select paper_id from mentions);
