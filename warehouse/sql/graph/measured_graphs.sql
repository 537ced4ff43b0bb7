-- Keep in mind which graphs were measured, and with which seed.
create or replace temp table measured_graphs as
select unnest($graphs::varchar[]) as graph, $seed::bigint as seed
