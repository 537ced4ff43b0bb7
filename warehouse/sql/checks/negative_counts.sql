-- error: One row is a number of things, or a place in an order, that is less than none.
with
counts as (
    select 'works' as table_name, work_id as id, cited_by_count as count from works
    union all
    select 'yearly_citations', work_id || ' in ' || year, cited_by_count from yearly_citations
    union all
    select 'citation_counts', work_id || ' on ' || counted_date, cited_by_count from citation_counts
    union all
    select 'pages', page_id, least(byte_count, mention_count) from pages
    union all
    select 'papers', paper_id, author_count from papers
    union all
    select 'mentions', paper_id, least(position, line, author_count, comment_count) from mentions
    union all
    select 'matches', paper_id, candidate_count from matches
    union all
    select 'candidates', paper_id || ' ' || work_id, shared_author_count from candidates
    union all
    select 'locations', work_id, position from locations
    union all
    select 'authorships', work_id, position from authorships
    union all
    select 'communities', graph || ' ' || community, node_count from communities
    union all
    select 'runs', run_id::varchar, least(paper_count, request_count, credit_count, cost_usd) from runs
)
select table_name, id, count
from counts
where count < 0;
