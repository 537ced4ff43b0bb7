-- One row is one edge under the names that Gephi's spreadsheet import looks for.
select
    source,
    target,
    if(is_directed, 'Directed', 'Undirected') as type,
    * exclude (source, target, is_directed)
from ({edges}) as edges;
