-- error: One row is an id that is not in its one form: W12, A7, I3, S4, T5 of OpenAlex, 2401.00001 of arXiv.
with
ids as (
    select 'works' as table_name, 'work_id' as column_name, work_id as id, 'W[0-9]+' as form from works
    union all
    select 'works', 'arxiv_id', arxiv_id, '[0-9]{4}\.[0-9]{4,5}|[a-z]+(-[a-z]+)?/[0-9]{7}' from works
    union all
    select 'papers', 'arxiv_id', arxiv_id, '[0-9]{4}\.[0-9]{4,5}|[a-z]+(-[a-z]+)?/[0-9]{7}' from papers
    union all
    select 'matches', 'work_id', work_id, 'W[0-9]+' from matches
    union all
    select 'matches', 'version_ids', unnest(version_ids), 'W[0-9]+' from matches
    union all
    select 'candidates', 'work_id', work_id, 'W[0-9]+' from candidates
    union all
    select 'overrides', 'work_id', work_id, 'W[0-9]+' from overrides
    union all
    select 'work_versions', 'work_id', work_id, 'W[0-9]+' from work_versions
    union all
    select 'work_versions', 'canonical_work_id', canonical_work_id, 'W[0-9]+' from work_versions
    union all
    select 'work_references', 'cited_work_id', cited_work_id, 'W[0-9]+' from work_references
    union all
    select 'fetches', 'work_id', work_id, 'W[0-9]+' from fetches
    union all
    select 'authors', 'author_id', author_id, 'A[0-9]+' from authors
    union all
    select 'authors', 'orcid', orcid, '[0-9]{4}(-[0-9]{3}[0-9X]){1,3}' from authors
    union all
    select 'institutions', 'institution_id', institution_id, 'I[0-9]+' from institutions
    union all
    select 'sources', 'source_id', source_id, '[SVP][0-9]+' from sources
    union all
    select 'topics', 'topic_id', topic_id, 'T[0-9]+' from topics
)
select table_name, column_name, id
from ids
where not regexp_full_match(id, form);
