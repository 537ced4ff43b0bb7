-- One row is the page $page_id, if it is stored, with the number of its mentions.
select mention_count
from pages
where page_id = $page_id;
