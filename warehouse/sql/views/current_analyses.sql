-- One row is one relation whose graph is still the one that was analysed.
create view current_analyses as
select graph, seed
from analyses
where graph_checksum = (select checksum(fact) from graph_facts);

comment on view current_analyses is 'One row is one relation whose graph is still the one that was analysed.';
comment on column current_analyses.graph is 'The relation.';
comment on column current_analyses.seed is 'Seed of the analysis.';
