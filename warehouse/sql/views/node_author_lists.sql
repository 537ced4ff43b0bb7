-- One row is one node with its author list, read from one version: the canonical one if OpenAlex has its authors.
create view node_author_lists as
with
author_lists as (
    select
        work_id,
        count(*) as author_count,
        list(author_name order by position) filter (author_name is not null) as authors
    from authorships
    group by work_id
),
ranked as (
    select
        node_works.canonical_work_id as work_id,
        author_lists.author_count,
        author_lists.authors,
        row_number() over (
            partition by node_works.canonical_work_id
            order by
                node_works.work_id = node_works.canonical_work_id desc,
                author_lists.author_count desc,
                node_works.work_id
        ) as preference
    from node_works
    join author_lists using (work_id)
)
select
    work_id,
    author_count,
    coalesce(authors, []) as authors
from ranked
where preference = 1;

comment on view node_author_lists is 'One row is one node with its author list, read from one version: the canonical one if OpenAlex has its authors.';
comment on column node_author_lists.work_id is 'The node.';
comment on column node_author_lists.author_count is 'Names on the author list.';
comment on column node_author_lists.authors is 'The names, in order.';
