-- Put staged_metrics and staged_communities in the place of what is stored; one row: whether anything changes.
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

from metric_changes;
