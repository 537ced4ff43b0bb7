-- error: One row is a DOI that is not bare and in lower case, as 10.1145/505482.505499 is.
with
dois as (
    select 'works' as table_name, work_id as id, doi from works
    union all
    select 'papers', paper_id, doi from papers
    union all
    select 'candidates', paper_id || ' ' || work_id, doi from candidates
)
select table_name, id, doi
from dois
where not regexp_full_match(doi, '10\.[0-9]+/\S+') or lower(doi) != doi;
