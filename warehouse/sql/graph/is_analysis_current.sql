-- One row: whether just these graphs are as this program measured them with this seed, and the measures as it left them.
select
    count(*) = len($graphs::varchar[])
    and count(current_analyses.graph) = count(*)
    and bool_and(
        list_contains($graphs::varchar[], analyses.graph)
        and analyses.seed = $seed
        and analyses.program is not distinct from $program
        and analyses.measures_checksum = said.measures_checksum
    ) as is_current
from analyses
left join current_analyses using (graph)
left join (select graph, checksum(fact) as measures_checksum from measure_facts group by graph) as said using (graph)
