-- error: One row is a title that is not the one its key is made from, or a key that two papers have.
-- Keys of titles beyond plain ASCII are made by rules that SQL does not know.
with
titles as (
    select paper_id, title, title_key from papers
    union
    select mentions.paper_id, mentions.title, papers.title_key
    from mentions
    join papers using (paper_id)
)
select paper_id, title, title_key
from titles
where
    -- what pages give is named by 16 hex digits
    regexp_full_match(paper_id, '[0-9a-f]{16}')
    and regexp_full_match(title, '[ -~]*')
    and not regexp_matches(title, '[<&\\{]')
    and regexp_matches(title, '[A-Za-z0-9]')
    and title_key != regexp_replace(lower(title), '[^a-z0-9]', '', 'g')
union
select paper_id, title, title_key
from papers
qualify count(*) over (partition by title_key) > 1;
