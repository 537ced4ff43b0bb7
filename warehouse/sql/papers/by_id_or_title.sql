-- One row is one paper with that id, title or identifier.
select paper_id
from papers
where $words in (paper_id, title_key, doi, arxiv_id, openalex_id) or title_key = $title_key;
