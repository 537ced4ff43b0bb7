-- error: One row is a title or a name with nothing in it.
with
texts as (
    select 'papers' as table_name, paper_id as id, title as text from papers
    union all
    select 'papers', paper_id, title_key from papers
    union all
    select 'mentions', paper_id, title from mentions
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
