-- Staged mentions of one page become mentions and papers; the answer is one row: papers new and papers completed.
create or replace temp table incoming as
select unnest(from_json(record, '{
    "page_id": "VARCHAR",
    "position": "INTEGER",
    "line": "INTEGER",
    "paper_id": "VARCHAR",
    "title_key": "VARCHAR",
    "title": "VARCHAR",
    "abstract": "VARCHAR",
    "author_count": "INTEGER",
    "authors": ["VARCHAR"],
    "posted_date": "DATE",
    "year": "INTEGER",
    "doi": "VARCHAR",
    "arxiv_id": "VARCHAR",
    "comment_count": "INTEGER",
    "venue": "VARCHAR",
    "openalex_id": "VARCHAR"
}'))
from staged;

insert into mentions by name
select
    page_id,
    position,
    line,
    paper_id,
    title,
    author_count,
    posted_date,
    comment_count
from incoming;

-- the first value that any page states wins; arg_min passes over what nobody stated
create or replace temp table changed_papers as
with
stated as (
    select
        paper_id,
        arg_min(title_key, position) as title_key,
        arg_min(title, position) as title,
        arg_min(abstract, position) as abstract,
        arg_min(author_count, position) as author_count,
        coalesce(arg_min(nullif(authors, []), position), []) as authors,
        arg_min(posted_date, position) as posted_date,
        arg_min(year, position) as year,
        arg_min(doi, position) as doi,
        arg_min(arxiv_id, position) as arxiv_id,
        arg_min(venue, position) as venue,
        arg_min(openalex_id, position) as openalex_id
    from incoming
    group by paper_id
),
merged as (
    select
        stated.paper_id,
        coalesce(papers.title_key, stated.title_key) as title_key,
        coalesce(papers.title, stated.title) as title,
        coalesce(papers.abstract, stated.abstract) as abstract,
        coalesce(papers.author_count, stated.author_count) as author_count,
        coalesce(nullif(papers.authors, []), stated.authors) as authors,
        coalesce(papers.posted_date, stated.posted_date) as posted_date,
        coalesce(papers.year, stated.year) as year,
        coalesce(papers.doi, stated.doi) as doi,
        coalesce(papers.arxiv_id, stated.arxiv_id) as arxiv_id,
        coalesce(papers.venue, stated.venue) as venue,
        coalesce(papers.openalex_id, stated.openalex_id) as openalex_id
    from stated
    left join papers using (paper_id)
),
different as (
    select * from merged
    except
    select * from papers
)
select
    different.*,
    different.paper_id in (select paper_id from papers) as is_known
from different;

insert or replace into papers by name
select * exclude (is_known) from changed_papers;

select
    count(*) filter (not is_known) as new_count,
    count(*) filter (is_known) as completed_count
from changed_papers;
