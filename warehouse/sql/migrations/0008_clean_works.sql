-- What was stored of OpenAlex's JSON before it was read with more care is read from it anew, so far as SQL can; and which
-- source was asked for a work. What each column holds is said in data_dictionary.sql or by the records.

-- "Deleted Work" is no work, and no work cites itself.
delete from work_references where cited_work_id = 'W4285719527' or cited_work_id = citing_work_id;
delete from work_references where citing_work_id = 'W4285719527';
delete from works where work_id = 'W4285719527';
delete from locations where work_id = 'W4285719527';
delete from authorships where work_id = 'W4285719527';
delete from authorship_institutions where work_id = 'W4285719527';
delete from work_topics where work_id = 'W4285719527';
delete from yearly_citations where work_id = 'W4285719527';
delete from citation_counts where work_id = 'W4285719527';
delete from fetches where work_id = 'W4285719527';
update works
set has_references = false
where has_references and work_id not in (select citing_work_id from work_references);

-- Older records have their abstracts one level deeper.
update works
set abstract = read.abstract
from (
    select work_id, string_agg(word, ' ' order by place) as abstract
    from (
        select work_id, entry.key as word, unnest(entry.value) as place
        from (
            select
                work_id,
                unnest(map_entries(from_json(
                    if(json_type(index) = 'VARCHAR', (index ->> '$')::json, index) -> 'InvertedIndex', '"MAP(VARCHAR, BIGINT[])"'
                ))) as entry
            from (select work_id, json -> 'abstract_inverted_index' as index from works)
        )
    )
    group by work_id
) as read
where works.work_id = read.work_id and works.abstract is null;

alter table authorships add column countries varchar[];
update authorships
set countries = read.countries
from (
    select
        listed.work_id,
        listed.position,
        coalesce(
            nullif(list_sort(list_distinct([place.country_code for place in listed.entry.institutions])), []),
            list_sort(list_distinct(listed.entry.countries)),
            []
        ) as countries
    from (
        select
            work_id,
            unnest(entries) as entry,
            generate_subscripts(entries, 1) as position
        from (
            select
                work_id,
                from_json(
                    json,
                    '{"authorships": [{"countries": ["VARCHAR"], "institutions": [{"country_code": "VARCHAR"}]}]}'
                ).authorships as entries
            from works
        )
    ) as listed
) as read
where authorships.work_id = read.work_id and authorships.position = read.position;

-- Entities and tags in titles and venues, and names of nothing.
create temp macro without_entities(text) as replace(replace(replace(replace(replace(replace(
    text, '&amp;', '&'), '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&nbsp;', ' ');
create temp macro without_markup(text) as trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    without_entities(without_entities(text)),
    '(?i)</?su[bp]>', '', 'g'),
    -- a tag between two words took the place of the blank
    '([\p{L}\p{N}])(?:</?[a-zA-Z][\w:.-]*(?:\s[^<>=]*=[^<>]*)?\s*/?>)+([\p{L}\p{N}])', '\1 \2', 'g'),
    '</?[a-zA-Z][\w:.-]*(\s[^<>=]*=[^<>]*)?\s*/?>', '', 'g'),
    '\s+', ' ', 'g'));
update works set title = nullif(without_markup(title), '') where regexp_matches(title, '[<&]|\s\s|\n');
update sources set display_name = without_markup(display_name) where regexp_matches(display_name, '[<&]|\s\s|\n');
update locations set source_name = without_markup(source_name) where regexp_matches(source_name, '[<&]|\s\s|\n');
update locations set source_name = null where regexp_matches(source_name, '(?i)^(https?://|www\.|datacite api$)');
drop macro without_markup;
drop macro without_entities;

alter table fetches add column source varchar;
alter table citing_fetches add column source varchar;
