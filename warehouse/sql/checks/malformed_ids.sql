-- error: One row is an id that is not in its one form: W12, A7, I3, S4, T5 of OpenAlex, 2401.00001 of arXiv.
with
ids as (
    select 'works' as table_name, 'work_id' as column_name, work_id as id, 'work' as kind from works
    union all
    select 'works', 'arxiv_id', arxiv_id, 'arxiv' from works
    union all
    select 'papers', 'arxiv_id', arxiv_id, 'arxiv' from papers
    union all
    select 'papers', 'openalex_id', openalex_id, 'work' from papers
    union all
    select 'matches', 'work_id', work_id, 'work' from matches
    union all
    select 'matches', 'version_ids', unnest(version_ids), 'work' from matches
    union all
    select 'candidates', 'work_id', work_id, 'work' from candidates
    union all
    select 'overrides', 'work_id', work_id, 'work' from overrides
    union all
    select 'work_versions', 'work_id', work_id, 'work' from work_versions
    union all
    select 'work_versions', 'canonical_work_id', canonical_work_id, 'work' from work_versions
    union all
    select distinct 'work_references', 'cited_work_id', cited_work_id, 'work' from work_references
    union all
    select 'fetches', 'work_id', work_id, 'work' from fetches
    union all
    select 'authors', 'author_id', author_id, 'author' from authors
    union all
    select 'authors', 'orcid', orcid, 'orcid' from authors
    union all
    select 'institutions', 'institution_id', institution_id, 'institution' from institutions
    union all
    select 'sources', 'source_id', source_id, 'source' from sources
    union all
    select 'topics', 'topic_id', topic_id, 'topic' from topics
)
select table_name, column_name, id
from ids
where
    not case kind
        when 'work' then regexp_full_match(id, 'W[0-9]+')
        when 'arxiv' then regexp_full_match(id, '[0-9]{4}\.[0-9]{4,5}|[a-z]+(-[a-z]+)?/[0-9]{7}')
        when 'author' then regexp_full_match(id, 'A[0-9]+')
        when 'orcid' then regexp_full_match(id, '[0-9]{4}(-[0-9]{3}[0-9X]){1,3}')
        when 'institution' then regexp_full_match(id, 'I[0-9]+')
        when 'source' then regexp_full_match(id, '[SVP][0-9]+')
        else regexp_full_match(id, 'T[0-9]+')
    end;
