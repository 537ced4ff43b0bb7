-- How far do journals and conferences cite themselves: what part of their citations here stays within the venue?
with
citations as (
    select
        citing.venue,
        citing.venue = cited.venue as is_own
    from citation_edges
    join node_venues as citing on citing.work_id = citation_edges.citing_work_id
    join node_venues as cited on cited.work_id = citation_edges.cited_work_id
    left join sources on sources.source_id = citing.source_id
    where coalesce(sources.type, '') != 'repository'
)
select
    venue,
    count(*) as citations,
    count(*) filter (is_own) as own_citations,
    round(100 * count(*) filter (is_own) / count(*), 1) as own_percent
from citations
group by venue
having citations >= 5
order by own_percent desc, citations desc, venue
limit 20;
