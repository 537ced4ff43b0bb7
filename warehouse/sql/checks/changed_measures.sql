-- error: One row is a graph whose measures or communities are not those that its analysis left.
with
stored as (
    select graph, checksum(fact) as measures_checksum
    from measure_facts
    group by graph
)
select graph, stored.measures_checksum
from stored
full join analyses using (graph)
where
    analyses.graph is null
    or coalesce(stored.measures_checksum, '0') != analyses.measures_checksum;
