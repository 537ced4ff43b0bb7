-- error: One row is a mention whose page or paper is not stored.
select page_id, position, paper_id
from mentions
where page_id not in (select page_id from pages) or paper_id not in (select paper_id from papers);
