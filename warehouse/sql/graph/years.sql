-- One row is one node and the year since which it is there, where one is known.
select
    id,
    {year} as year
from ({nodes}) as nodes
where {year} is not null;
