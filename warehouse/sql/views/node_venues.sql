-- One row is one node with its venue: a journal or conference before a repository, whichever version names it.
create view node_venues as
with
ranked as (
    select
        node_works.canonical_work_id as work_id,
        locations.source_id,
        locations.source_name as venue,
        row_number() over (
            partition by node_works.canonical_work_id
            order by
                coalesce(sources.type, '') = 'repository',
                locations.is_published desc,
                node_works.work_id = node_works.canonical_work_id desc,
                locations.position,
                node_works.work_id
        ) as preference
    from node_works
    join locations using (work_id)
    left join sources using (source_id)
    where locations.source_name is not null
)
select
    work_id,
    source_id,
    venue,
    -- a venue that OpenAlex knows by name only
    coalesce(source_id, 'V' || left(md5(venue), 12)) as venue_id
from ranked
where preference = 1;

comment on view node_venues is 'One row is one node with its venue: a journal or conference before a repository, whichever version names it.';
comment on column node_venues.work_id is 'The node.';
comment on column node_venues.source_id is 'The source, where OpenAlex knows it.';
comment on column node_venues.venue is 'Name of the source, or the name as printed.';
comment on column node_venues.venue_id is 'The source, or what stands for a name that is no source: V and a hash of the name.';
