-- One row is one venue of the graph's nodes.
-- h-index: J. E. Hirsch, PNAS 102, 16569 (2005).
create view venues as
with
placed_nodes as (
    select
        venue,
        year,
        coalesce(cited_by_count, 0) as cited_by_count,
        local_citation_count,
        row_number() over (partition by venue order by cited_by_count desc nulls last) as citation_rank,
        row_number() over (partition by venue order by local_citation_count desc) as local_citation_rank
    from graph_nodes
    where venue is not null
)
select
    venue,
    count(*) as node_count,
    min(year) as first_year,
    max(year) as last_year,
    sum(cited_by_count)::bigint as cited_by_count,
    sum(local_citation_count)::bigint as local_citation_count,
    count(*) filter (cited_by_count >= citation_rank) as h_index,
    count(*) filter (local_citation_count >= local_citation_rank) as local_h_index
from placed_nodes
group by venue
order by node_count desc, venue;

comment on view venues is 'One row is one venue of the graph''s nodes.';
comment on column venues.venue is 'Name of the journal, conference or repository.';
comment on column venues.node_count is 'Nodes that appeared there.';
comment on column venues.first_year is 'Year of the oldest of them.';
comment on column venues.last_year is 'Year of the newest of them.';
comment on column venues.cited_by_count is 'OpenAlex''s numbers of citing works, added up over these nodes.';
comment on column venues.local_citation_count is 'Citations from nodes of the graph, added up over these nodes.';
comment on column venues.h_index is 'Largest h such that h of these nodes have h citing works or more by OpenAlex''s numbers.';
comment on column venues.local_h_index is 'The same by citations from nodes of the graph.';
