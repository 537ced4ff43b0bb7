-- Staged works are taken apart: what is to go into a table stands ready under its name with incoming_ before it.
-- Beside what a work says of authors, institutions, sources and topics stands, in said_by, who says it.
create or replace temp table incoming as
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
        "countries": ["VARCHAR"],
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
from staged;

create or replace temp table listed_authorships as
select work_id, unnest(authorships, max_depth := 2)
from incoming;

create or replace temp table listed_institutions as
select work_id, position, unnest(institutions, max_depth := 2)
from listed_authorships;

create or replace temp table listed_locations as
select work_id, unnest(locations, max_depth := 2)
from incoming;

create or replace temp table listed_topics as
select work_id, unnest(topics, max_depth := 2)
from incoming;

create or replace temp view incoming_works as
select * exclude (authorships, locations, topics, "references", yearly_citations), md5(json) as json_md5
from incoming;

create or replace temp view incoming_locations as
select * exclude (source), source.source_id as source_id
from listed_locations;

create or replace temp view incoming_authorships as
select * exclude (orcid, institutions)
from listed_authorships;

create or replace temp view incoming_authorship_institutions as
select distinct work_id, position, institution_id
from listed_institutions;

create or replace temp view incoming_work_topics as
select work_id, topic_id, max(score) as score
from listed_topics
group by work_id, topic_id;

create or replace temp view incoming_work_references as
select work_id as citing_work_id, unnest(list_distinct("references")) as cited_work_id
from incoming;

create or replace temp view incoming_yearly_citations as
with
listed as (
    select work_id, unnest(yearly_citations, max_depth := 2)
    from incoming
)
select work_id, year, max(cited_by_count) as cited_by_count
from listed
group by work_id, year;

create or replace temp view incoming_sources as
select unnest(source), work_id as said_by
from listed_locations
where source.source_id is not null;

create or replace temp view incoming_authors as
select author_id, author_name as display_name, orcid, work_id as said_by
from listed_authorships
where author_id is not null;

create or replace temp view incoming_institutions as
select * exclude (work_id, position), work_id as said_by
from listed_institutions;

create or replace temp view incoming_topics as
select * exclude (work_id, score), work_id as said_by
from listed_topics;
