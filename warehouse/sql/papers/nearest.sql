-- One row is one of the three papers whose titles are most like this one.
select paper_id, paper_name(title, title_key) as title
from papers
order by jaro_winkler_similarity(title_key, $title_key) desc, title
limit 3;
