-- error: One row is a row of a work that is stored more than once: a place, a name, a topic, a reference or a year.
with
keys as (
    select 'locations' as table_name, work_id, position::varchar as key from locations
    union all
    select 'authorships', work_id, position::varchar from authorships
    union all
    select 'authorship_institutions', work_id, position || ' ' || institution_id from authorship_institutions
    union all
    select 'work_topics', work_id, topic_id from work_topics
    union all
    select 'work_references', citing_work_id, cited_work_id from work_references
    union all
    select 'yearly_citations', work_id, year::varchar from yearly_citations
)
select table_name, work_id, key, count(*) as row_count
from keys
group by table_name, work_id, key
having count(*) > 1;
