-- One row is one venue of the graph's nodes.
create view venues as
select
    venue,
    count(*) as node_count,
    min(year) as first_year,
    max(year) as last_year,
    sum(cited_by_count)::bigint as cited_by_count,
    sum(local_citation_count)::bigint as local_citation_count
from graph_nodes
where venue is not null
group by venue
order by node_count desc, venue;

comment on view venues is 'One row is one venue of the graph''s nodes.';
comment on column venues.venue is 'Name of the journal, conference or repository.';
comment on column venues.node_count is 'Nodes that appeared there.';
comment on column venues.first_year is 'Year of the oldest of them.';
comment on column venues.last_year is 'Year of the newest of them.';
comment on column venues.cited_by_count is 'OpenAlex''s numbers of citing works, added up over these nodes.';
comment on column venues.local_citation_count is 'Citations from nodes of the graph, added up over these nodes.';
