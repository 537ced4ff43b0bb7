-- One row is one identified person with what their nodes add up to.
-- h-index: J. E. Hirsch, PNAS 102, 16569 (2005).
create view author_profiles as
with
author_counts as (
    select work_id, count(*) as identified_author_count
    from node_authors
    group by work_id
),
authored_nodes as (
    select
        node_authors.author_id,
        graph_nodes.year,
        1 / author_counts.identified_author_count as share,
        coalesce(graph_nodes.cited_by_count, 0) as cited_by_count,
        graph_nodes.local_citation_count,
        row_number() over (
            partition by node_authors.author_id order by graph_nodes.cited_by_count desc nulls last
        ) as citation_rank,
        row_number() over (
            partition by node_authors.author_id order by graph_nodes.local_citation_count desc
        ) as local_citation_rank
    from node_authors
    join author_counts using (work_id)
    join graph_nodes using (work_id)
),
sums as (
    select
        author_id,
        count(*) as node_count,
        -- decimals add up to the same sum in every order, floating point does not; thirds add up to 1 in 12 digits
        round(sum(share::decimal(18, 15)), 12)::double as fractional_node_count,
        min(year) as first_year,
        max(year) as last_year,
        sum(cited_by_count)::bigint as cited_by_count,
        sum(local_citation_count)::bigint as local_citation_count,
        count(*) filter (cited_by_count >= citation_rank) as h_index,
        count(*) filter (local_citation_count >= local_citation_rank) as local_h_index
    from authored_nodes
    group by author_id
)
select
    sums.author_id,
    authors.display_name as author,
    authors.orcid,
    sums.* exclude (author_id)
from sums
left join authors using (author_id)
order by sums.node_count desc, sums.local_citation_count desc, sums.author_id;

comment on view author_profiles is 'One row is one identified person with what their nodes add up to.';
comment on column author_profiles.author_id is 'The person.';
comment on column author_profiles.author is 'Their name.';
comment on column author_profiles.orcid is 'Their ORCID.';
comment on column author_profiles.node_count is 'Nodes they wrote.';
comment on column author_profiles.fractional_node_count is 'The same by shares: a node by n identified people counts 1/n for each.';
comment on column author_profiles.first_year is 'Year of the oldest of these nodes.';
comment on column author_profiles.last_year is 'Year of the newest of them.';
comment on column author_profiles.cited_by_count is 'OpenAlex''s numbers of citing works, added up over these nodes.';
comment on column author_profiles.local_citation_count is 'Citations from nodes of the graph, added up over these nodes.';
comment on column author_profiles.h_index is 'Largest h such that h of these nodes have h citing works or more by OpenAlex''s numbers.';
comment on column author_profiles.local_h_index is 'The same by citations from nodes of the graph.';
