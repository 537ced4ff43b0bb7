-- One row is one paper that has the words in its title, ten at most.
select paper_id, paper_name(title, title_key) as title
from papers
where contains(lower(title), lower($words))
order by title
limit 10;
