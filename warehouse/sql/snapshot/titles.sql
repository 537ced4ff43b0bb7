-- One row is one work of the snapshot: what it can be found by. Works without an id are left out.
create or replace table snapshot_titles as
with works as (
    select
        short_work_id(id) as work_id,
        coalesce(nullif(trim(display_name), ''), title) as title,
        lower(doi) as doi,
        list_filter(
            list_transform(locations, lambda place: lower(place.landing_page_url)),
            lambda address: address like '%arxiv.org/%'
        ) as arxiv_addresses
    from (
{rows}
    )
)
select
    work_id,
    coarse_key(title) as coarse_key,
    coarse_words(title) as words,
    list_distinct(list_filter(
        [regexp_extract(doi, '10\.\d{4,9}/\S+'), 'arxiv:' || nullif(regexp_extract(doi, '10\.48550/arxiv\.(.+)', 1), '')]
        || list_transform(
            coalesce(arxiv_addresses, []),
            lambda address: 'arxiv:' || regexp_extract(address, 'arxiv\.org/(?:abs|pdf)/(.+?)(?:v\d+)?(?:\.pdf)?$', 1)
        ),
        lambda identifier: identifier is not null and identifier not in ('', 'arxiv:')
    )) as identifiers
from works
where work_id <> '';
