-- Staged works become rows, unless their JSON is stored already; the answer is one row: works new and works changed.
create or replace temp table incoming as
with
typed as (
    select unnest(from_json(record, '{
        "work_id": "VARCHAR",
        "title": "VARCHAR",
        "doi": "VARCHAR",
        "arxiv_id": "VARCHAR",
        "type": "VARCHAR",
        "language": "VARCHAR",
        "publication_year": "INTEGER",
        "publication_date": "DATE",
        "cited_by_count": "BIGINT",
        "abstract": "VARCHAR",
        "is_retracted": "BOOLEAN",
        "is_paratext": "BOOLEAN",
        "is_authors_truncated": "BOOLEAN",
        "has_references": "BOOLEAN",
        "authorships": [{
            "position": "INTEGER",
            "author_id": "VARCHAR",
            "author_name": "VARCHAR",
            "orcid": "VARCHAR",
            "is_corresponding": "BOOLEAN",
            "institutions": [{
                "institution_id": "VARCHAR",
                "display_name": "VARCHAR",
                "ror": "VARCHAR",
                "country_code": "VARCHAR",
                "type": "VARCHAR"
            }]
        }],
        "locations": [{
            "position": "INTEGER",
            "source": {
                "source_id": "VARCHAR",
                "display_name": "VARCHAR",
                "issn_l": "VARCHAR",
                "type": "VARCHAR",
                "host_organization": "VARCHAR"
            },
            "source_name": "VARCHAR",
            "landing_page_url": "VARCHAR",
            "pdf_url": "VARCHAR",
            "version": "VARCHAR",
            "license": "VARCHAR",
            "is_oa": "BOOLEAN",
            "is_published": "BOOLEAN"
        }],
        "topics": [{
            "topic_id": "VARCHAR",
            "display_name": "VARCHAR",
            "score": "DOUBLE",
            "subfield": "VARCHAR",
            "field": "VARCHAR",
            "domain": "VARCHAR"
        }],
        "references": ["VARCHAR"],
        "yearly_citations": [{
            "year": "INTEGER",
            "cited_by_count": "BIGINT"
        }],
        "updated_date": "VARCHAR",
        "json": "VARCHAR"
    }'))
    from staged
)
select
    typed.*,
    md5(typed.json) as json_md5,
    works.work_id is not null as is_known
from typed
left join works using (work_id)
where works.json_md5 is distinct from md5(typed.json);

create or replace temp table incoming_authorships as
with
listed as (
    select work_id, unnest(authorships) as authorship
    from incoming
)
select work_id, unnest(authorship)
from listed;

create or replace temp table incoming_institutions as
with
listed as (
    select work_id, position, unnest(institutions) as institution
    from incoming_authorships
)
select work_id, position, unnest(institution)
from listed;

create or replace temp table incoming_locations as
with
listed as (
    select work_id, unnest(locations) as location
    from incoming
)
select work_id, unnest(location)
from listed;

create or replace temp table incoming_topics as
with
listed as (
    select work_id, unnest(topics) as topic
    from incoming
)
select work_id, unnest(topic)
from listed;

-- of a work saved again nothing old is left over
delete from locations where work_id in (select work_id from incoming where is_known);
delete from authorships where work_id in (select work_id from incoming where is_known);
delete from authorship_institutions where work_id in (select work_id from incoming where is_known);
delete from work_topics where work_id in (select work_id from incoming where is_known);
delete from work_references where citing_work_id in (select work_id from incoming where is_known);
delete from yearly_citations where work_id in (select work_id from incoming where is_known);

insert or replace into works by name
select
    work_id,
    title,
    doi,
    arxiv_id,
    type,
    language,
    publication_year,
    publication_date,
    cited_by_count,
    abstract,
    is_retracted,
    is_paratext,
    is_authors_truncated,
    has_references,
    updated_date,
    json::json as json,
    json_md5
from incoming;

insert into locations by name
select
    work_id,
    position,
    source.source_id as source_id,
    source_name,
    landing_page_url,
    pdf_url,
    version,
    license,
    is_oa,
    is_published
from incoming_locations;

insert into authorships by name
select
    work_id,
    position,
    author_id,
    author_name,
    is_corresponding
from incoming_authorships;

insert into authorship_institutions by name
select distinct
    work_id,
    position,
    institution_id
from incoming_institutions;

insert into work_topics by name
select
    work_id,
    topic_id,
    max(score) as score
from incoming_topics
group by work_id, topic_id;

insert into work_references by name
select distinct
    work_id as citing_work_id,
    unnest("references") as cited_work_id
from incoming;

insert into yearly_citations by name
with
listed as (
    select work_id, unnest(yearly_citations) as citations
    from incoming
)
select
    work_id,
    citations.year as year,
    max(citations.cited_by_count) as cited_by_count
from listed
group by work_id, citations.year;

-- what works say of others: a value stated now wins, silence keeps what was stated before
insert into authors by name
select
    author_id,
    arg_max(author_name, work_id) as display_name,
    arg_max(orcid, work_id) as orcid
from incoming_authorships
where author_id is not null
group by author_id
on conflict do update set
    display_name = coalesce(excluded.display_name, authors.display_name),
    orcid = coalesce(excluded.orcid, authors.orcid)
where (excluded.display_name, excluded.orcid) is distinct from (authors.display_name, authors.orcid);

insert into institutions by name
select
    institution_id,
    arg_max(display_name, work_id) as display_name,
    arg_max(ror, work_id) as ror,
    arg_max(country_code, work_id) as country_code,
    arg_max(type, work_id) as type
from incoming_institutions
group by institution_id
on conflict do update set
    display_name = coalesce(excluded.display_name, institutions.display_name),
    ror = coalesce(excluded.ror, institutions.ror),
    country_code = coalesce(excluded.country_code, institutions.country_code),
    type = coalesce(excluded.type, institutions.type)
where (excluded.display_name, excluded.ror, excluded.country_code, excluded.type)
    is distinct from (institutions.display_name, institutions.ror, institutions.country_code, institutions.type);

insert into sources by name
select
    source.source_id as source_id,
    arg_max(source.display_name, work_id) as display_name,
    arg_max(source.issn_l, work_id) as issn_l,
    arg_max(source.type, work_id) as type,
    arg_max(source.host_organization, work_id) as host_organization
from incoming_locations
where source.source_id is not null
group by source.source_id
on conflict do update set
    display_name = coalesce(excluded.display_name, sources.display_name),
    issn_l = coalesce(excluded.issn_l, sources.issn_l),
    type = coalesce(excluded.type, sources.type),
    host_organization = coalesce(excluded.host_organization, sources.host_organization)
where (excluded.display_name, excluded.issn_l, excluded.type, excluded.host_organization)
    is distinct from (sources.display_name, sources.issn_l, sources.type, sources.host_organization);

insert into topics by name
select
    topic_id,
    arg_max(display_name, work_id) as display_name,
    arg_max(subfield, work_id) as subfield,
    arg_max(field, work_id) as field,
    arg_max(domain, work_id) as domain
from incoming_topics
group by topic_id
on conflict do update set
    display_name = coalesce(excluded.display_name, topics.display_name),
    subfield = coalesce(excluded.subfield, topics.subfield),
    field = coalesce(excluded.field, topics.field),
    domain = coalesce(excluded.domain, topics.domain)
where (excluded.display_name, excluded.subfield, excluded.field, excluded.domain)
    is distinct from (topics.display_name, topics.subfield, topics.field, topics.domain);

select
    count(*) filter (not is_known) as new_count,
    count(*) filter (is_known) as changed_count
from incoming;
