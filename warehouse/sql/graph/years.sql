-- One row is one node and the year since which it is there, where one is known: works their year, others their first.
from (
    select id, coalesce(*columns(lambda name: name in ('year', 'first_year'))) as known_year
    from ({nodes}) as nodes
)
where known_year is not null;
