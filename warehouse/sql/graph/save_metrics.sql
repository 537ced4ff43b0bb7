-- Put staged_metrics and staged_communities in the place of what is stored, and note of which graph they are; one row:
-- whether anything changes.
create or replace temp table metric_changes as
select
    exists (from staged_metrics except from node_metrics)
    or exists (from node_metrics except from staged_metrics)
    or exists (from staged_communities except from communities)
    or exists (from communities except from staged_communities) as is_changed;

delete from node_metrics where (select is_changed from metric_changes);
delete from communities where (select is_changed from metric_changes);
insert into node_metrics from staged_metrics where (select is_changed from metric_changes);
insert into communities from staged_communities where (select is_changed from metric_changes);

create or replace temp table staged_analyses as
with
seen as (
    select checksum(fact) as graph_checksum
    from graph_facts
),
said as (
    select graph, checksum(fact) as measures_checksum
    from measure_facts
    group by graph
)
select said.graph, measured_graphs.seed, seen.graph_checksum, said.measures_checksum, measured_graphs.program
from measured_graphs
cross join seen
join said using (graph);

create or replace temp table analysis_changes as
select
    exists (from staged_analyses except from analyses)
    or exists (from analyses except from staged_analyses) as is_changed;

delete from analyses where (select is_changed from analysis_changes);
insert into analyses from staged_analyses where (select is_changed from analysis_changes);

select metric_changes.is_changed or analysis_changes.is_changed as is_changed
from metric_changes
cross join analysis_changes;
