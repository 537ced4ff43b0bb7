-- One row is one paper with that id or title.
select paper_id
from papers
where paper_id = $words or title_key = $title_key;
