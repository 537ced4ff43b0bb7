-- error: One row is an author, institution, source or topic that works name and that has no row of its own.
select distinct author_id as id, 'authors' as table_name
from authorships
where author_id is not null and author_id not in (select author_id from authors)
union all
select distinct institution_id, 'institutions'
from authorship_institutions
where institution_id not in (select institution_id from institutions)
union all
select distinct source_id, 'sources'
from locations
where source_id is not null and source_id not in (select source_id from sources)
union all
select distinct topic_id, 'topics'
from work_topics
where topic_id not in (select topic_id from topics);
