-- One row is one node with its venue: a journal or conference before a repository, whichever version names it.
-- One venue are the names that people or everybody know as one; the names of one source; meetings and volumes whose names differ by
-- year, number or sponsor; and a name without a source, as printed, with a source of that name.
create view node_venues as
with
ranked as (
    select
        node_works.canonical_work_id as work_id,
        node_works.work_id as version_id,
        locations.source_id,
        locations.source_name,
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
),
names as (
    select
        source_id,
        source_name,
        coalesce(any_value(sources.display_name), source_name) as name
    from ranked
    left join sources using (source_id)
    where preference = 1
    group by source_id, source_name
),
bared as materialized (
    select *, is_meeting(name) as of_a_meeting, is_numbered(name) as is_numbered, without_number(name) as bare_name
    from names
),
keyed as materialized (
    select
        source_id,
        source_name,
        if(of_a_meeting or is_numbered, coalesce(bare_name, name), name) as name,
        of_a_meeting or is_numbered as is_meeting,
        series_of(name, bare_name, of_a_meeting) as series
    from bared
),
joined as (
    select
        keyed.*,
        venue_names.venue as known_name,
        coalesce(
            'known ' || venue_names.venue,
            if(bool_or(is_meeting) over (partition by series), 'series ' || series, null),
            source_id,
            min(source_id) over (partition by series),
            series
        ) as group_key
    from keyed
    left join venue_names using (series)
),
called as (
    select
        source_id,
        source_name,
        min(source_id) over (partition by group_key) as first_source_id,
        coalesce(
            known_name,
            first_value(name) over (partition by group_key order by source_id is null, length(name), name)
        ) as venue
    from joined
)
select
    ranked.work_id,
    ranked.version_id,
    ranked.source_id,
    ranked.source_name,
    called.venue,
    -- a venue that OpenAlex knows by name only
    coalesce(called.first_source_id, 'V' || left(md5(called.venue), 12)) as venue_id
from ranked
join called on
    called.source_name = ranked.source_name
    and called.source_id is not distinct from ranked.source_id
where ranked.preference = 1;

comment on view node_venues is 'One row is one node with its venue: a journal or conference before a repository, whichever version names it.';
comment on column node_venues.work_id is 'The node.';
comment on column node_venues.version_id is 'The version that appeared there.';
comment on column node_venues.source_id is 'The source, where OpenAlex knows it; sources of several years can be one venue.';
comment on column node_venues.source_name is 'Name of the source, or the name as printed: of one year''s proceedings, where a meeting has some.';
comment on column node_venues.venue is 'The one name of the venue.';
comment on column node_venues.venue_id is 'The first of its sources, or what stands for a name that is no source: V and a hash of the name.';
