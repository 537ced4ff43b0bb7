-- error: One row is a work that authorships, locations, topics, references or citations are stored of, but not itself.
with
described as (
    select work_id, 'authorships' as table_name from authorships
    union
    select work_id, 'locations' from locations
    union
    select work_id, 'work_topics' from work_topics
    union
    select citing_work_id, 'work_references' from work_references
    union
    select work_id, 'yearly_citations' from yearly_citations
    union
    select work_id, 'citation_counts' from citation_counts
    union
    select work_id, 'citing_fetches' from citing_fetches
)
select work_id, table_name
from described
anti join works using (work_id);
