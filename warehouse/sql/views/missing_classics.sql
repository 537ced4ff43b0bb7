-- One row is one work on no page that at least two nodes cite, the most cited first: what a reader may be missing.
create view missing_classics as
with
outside_works as (
    select cited_work_id as work_id, count(*) as citing_node_count
    from outside_citation_edges
    group by cited_work_id
    having count(*) >= 2
),
author_lists as (
    select
        work_id,
        count(*) as author_count,
        list(author_name order by position) filter (author_name is not null) as authors
    from authorships
    semi join outside_works using (work_id)
    group by work_id
),
venues as (
    select
        locations.work_id,
        first(
            coalesce(sources.display_name, locations.source_name)
            order by coalesce(sources.type, '') = 'repository', locations.is_published desc, locations.position
        ) as venue
    from locations
    semi join outside_works using (work_id)
    left join sources using (source_id)
    where locations.source_name is not null
    group by locations.work_id
)
select
    outside_works.work_id,
    coalesce(nullif(node_label(author_lists.authors, works.publication_year, works.title), ''), outside_works.work_id) as label,
    works.title,
    works.doi,
    venues.venue,
    works.publication_year as year,
    works.type,
    array_to_string(author_lists.authors, '; ') as authors,
    author_lists.author_count,
    outside_works.citing_node_count,
    works.cited_by_count,
    works.is_retracted
from outside_works
left join works using (work_id)
left join author_lists using (work_id)
left join venues using (work_id)
order by outside_works.citing_node_count desc, outside_works.work_id;

comment on view missing_classics is 'One row is one work on no page that at least two nodes cite, the most cited first: what a reader may be missing.';
comment on column missing_classics.work_id is 'The work.';
comment on column missing_classics.label is 'First author''s surname, year and shortened title; the id where the work is not stored.';
comment on column missing_classics.title is 'Its title; null, as in the columns below, where the work is not stored.';
comment on column missing_classics.doi is 'Its DOI, lower case and bare.';
comment on column missing_classics.venue is 'Where it appeared: a journal or conference before a repository.';
comment on column missing_classics.year is 'Its year of publication.';
comment on column missing_classics.type is 'OpenAlex''s type of the work.';
comment on column missing_classics.authors is 'Names on the author list in order, joined by semicolons.';
comment on column missing_classics.author_count is 'Names on the author list.';
comment on column missing_classics.citing_node_count is 'Nodes of the graph that cite it, in whichever version; known of every one.';
comment on column missing_classics.cited_by_count is 'OpenAlex''s own number of citing works, as given.';
comment on column missing_classics.is_retracted is 'Has it been retracted?';
