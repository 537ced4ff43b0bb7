-- error: One row is a column of a work, or what hangs on the work, that says other than OpenAlex's JSON does.
with
objects as (
    select
        work_id,
        contains(json, regexp_extract(arxiv_id, '[^/]+$')) as names_arxiv_id,
        from_json(json, '{
            "id": "VARCHAR",
            "display_name": "VARCHAR",
            "title": "VARCHAR",
            "doi": "VARCHAR",
            "type": "VARCHAR",
            "language": "VARCHAR",
            "publication_year": "INTEGER",
            "publication_date": "VARCHAR",
            "cited_by_count": "BIGINT",
            "is_retracted": "BOOLEAN",
            "is_paratext": "BOOLEAN",
            "is_authors_truncated": "BOOLEAN",
            "updated_date": "VARCHAR",
            "abstract_inverted_index": "JSON",
            "referenced_works": ["VARCHAR"],
            "authorships": [{
                "author": {"id": "VARCHAR", "display_name": "VARCHAR"},
                "raw_author_name": "VARCHAR",
                "institutions": [{"id": "VARCHAR"}]
            }],
            "host_venue": {"id": "VARCHAR", "url": "VARCHAR"},
            "primary_location": {"source": {"id": "VARCHAR"}, "landing_page_url": "VARCHAR"},
            "locations": [{"source": {"id": "VARCHAR"}, "landing_page_url": "VARCHAR"}],
            "topics": [{"id": "VARCHAR"}],
            "counts_by_year": [{"year": "INTEGER", "cited_by_count": "BIGINT"}]
        }') as said
    from works
),
said_lists as (
    select
        work_id,
        said,
        names_arxiv_id,
        list_sort([
            id for id in openalex_ids(said.referenced_works) if starts_with(id, 'W') and id not in (work_id, 'W4285719527')
        ]) as cited,
        [identified_author(openalex_id(entry.author.id)) for entry in said.authorships] as authors,
        [
            coalesce(plain_text(entry.author.display_name), plain_text(entry.raw_author_name))
            for entry in said.authorships
        ] as names,
        openalex_ids(flatten([[one.id for one in entry.institutions] for entry in said.authorships])) as institutions,
        openalex_ids(
            [place.source.id for place in said.locations]
            || [coalesce(said.primary_location.source.id, if(said.primary_location is null, said.host_venue.id, null))]
        ) as sources,
        list_sort(list_distinct(
            [plain_text(place.landing_page_url) for place in said.locations]
            || [plain_text(coalesce(
                said.primary_location.landing_page_url, if(said.primary_location is null, said.host_venue.url, null)
            ))]
        )) as addresses,
        openalex_ids([topic.id for topic in said.topics]) as topics,
        list_sort(list_distinct([one.year for one in said.counts_by_year])) as years,
        list_sum([one.cited_by_count for one in said.counts_by_year]) as citations
    from objects
),
stored_references as (
    select citing_work_id as work_id, list_sort(list_distinct(list(cited_work_id))) as cited
    from work_references
    group by citing_work_id
),
stored_authorships as (
    select work_id, list(author_id order by position) as authors, list(plain_text(author_name) order by position) as names
    from authorships
    group by work_id
),
stored_institutions as (
    select work_id, list_sort(list_distinct(list(institution_id))) as institutions
    from authorship_institutions
    group by work_id
),
stored_locations as (
    select
        work_id,
        list_sort(list_distinct(list(source_id))) as sources,
        list_sort(list_distinct(list(plain_text(landing_page_url)))) as addresses
    from locations
    group by work_id
),
stored_topics as (
    select work_id, list_sort(list_distinct(list(topic_id))) as topics
    from work_topics
    group by work_id
),
stored_years as (
    select work_id, list_sort(list_distinct(list(year))) as years, sum(cited_by_count) as citations
    from yearly_citations
    group by work_id
),
compared as (
    select
        work_id,
        unnest([
            {'column_name': 'work_id', 'is_wrong': openalex_id(said.id) is distinct from work_id},
            -- what is taken out of titles: entities and markup
            {'column_name': 'title', 'is_wrong': if(
                regexp_matches(coalesce(said.display_name, said.title), '[<&]'),
                title is null,
                plain_text(title) is distinct from coalesce(plain_text(said.display_name), plain_text(said.title))
            )},
            {'column_name': 'doi', 'is_wrong': if(
                doi is null,
                regexp_matches(said.doi, '10\.[0-9]{4,9}/\S'),
                not coalesce(contains(lower(said.doi), doi), false)
            )},
            {'column_name': 'arxiv_id', 'is_wrong': not names_arxiv_id},
            {'column_name': 'type', 'is_wrong': type is distinct from plain_text(said.type)},
            {'column_name': 'language', 'is_wrong': language is distinct from plain_text(said.language)},
            {'column_name': 'publication_year', 'is_wrong': publication_year is distinct from said.publication_year},
            {'column_name': 'publication_date', 'is_wrong':
                publication_date is distinct from try_cast(left(said.publication_date, 10) as date)},
            {'column_name': 'cited_by_count', 'is_wrong': cited_by_count != coalesce(said.cited_by_count, 0)},
            {'column_name': 'is_retracted', 'is_wrong': is_retracted != coalesce(said.is_retracted, false)},
            {'column_name': 'is_paratext', 'is_wrong': is_paratext != coalesce(said.is_paratext, false)},
            {'column_name': 'is_authors_truncated', 'is_wrong':
                is_authors_truncated != coalesce(said.is_authors_truncated, false)},
            {'column_name': 'updated_date', 'is_wrong': updated_date is distinct from plain_text(said.updated_date)},
            {'column_name': 'abstract', 'is_wrong':
                coalesce(length(abstract), 0) != abstract_length(said.abstract_inverted_index)},
            {'column_name': 'references', 'is_wrong': coalesce(stored_references.cited, []) != said_lists.cited},
            {'column_name': 'authors', 'is_wrong': coalesce(stored_authorships.authors, []) != said_lists.authors},
            {'column_name': 'author names', 'is_wrong': coalesce(stored_authorships.names, []) != said_lists.names},
            {'column_name': 'institutions', 'is_wrong':
                coalesce(stored_institutions.institutions, []) != said_lists.institutions},
            {'column_name': 'sources', 'is_wrong': coalesce(stored_locations.sources, []) != said_lists.sources},
            {'column_name': 'landing pages', 'is_wrong':
                coalesce(stored_locations.addresses, []) != said_lists.addresses},
            {'column_name': 'topics', 'is_wrong': coalesce(stored_topics.topics, []) != said_lists.topics},
            {'column_name': 'years', 'is_wrong': coalesce(stored_years.years, []) != said_lists.years},
            {'column_name': 'citations a year', 'is_wrong':
                coalesce(stored_years.citations, 0) != coalesce(said_lists.citations, 0)}
        ], recursive := true)
    from said_lists
    join works using (work_id)
    left join stored_references using (work_id)
    left join stored_authorships using (work_id)
    left join stored_institutions using (work_id)
    left join stored_locations using (work_id)
    left join stored_topics using (work_id)
    left join stored_years using (work_id)
)
select work_id, column_name
from compared
where is_wrong
order by work_id, column_name;
