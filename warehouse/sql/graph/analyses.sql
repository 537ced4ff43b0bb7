-- One row is one relation whose graph was measured at some time, with the seed of that analysis.
select graph, coalesce(seed, 0) as seed
from analyses
order by graph;
