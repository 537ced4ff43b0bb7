-- Keep in mind which graphs were measured, with which seed and by which program.
create or replace temp table measured_graphs as
select unnest($graphs::varchar[]) as graph, $seed::bigint as seed, $program::varchar as program
