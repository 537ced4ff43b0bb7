-- Which graph an analysis saw, and what it left: measures of a graph that has changed since are not shown.
-- What each column holds is said in data_dictionary.sql.

create table analyses (
    graph varchar primary key,
    seed bigint,
    graph_checksum varchar,
    measures_checksum varchar
);

-- Nobody noted which graph the measures were taken of that are there.
insert into analyses
select graph, max(seed), null, null
from node_metrics
group by graph;
