-- error: One row is a title or a name with nothing in it.
with
texts as (
    -- a paper that a page names by its identifier only has no title, and a key that says so
    select 'papers' as table_name, paper_id as id, title as text
    from papers
    where not regexp_matches(title_key, '^(doi|arxiv|openalex):')
    union all
    select 'papers', paper_id, title_key from papers
    union all
    select 'mentions', mentions.paper_id, mentions.title
    from mentions
    join papers using (paper_id)
    where not regexp_matches(papers.title_key, '^(doi|arxiv|openalex):')
    union all
    select 'works', work_id, title from works
    union all
    select 'authorships', work_id, author_name from authorships
    union all
    select 'authors', author_id, display_name from authors
)
select table_name, id
from texts
where trim(text) = '';
