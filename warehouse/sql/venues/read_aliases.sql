-- One row is one name that people know a venue by.
select alias, venue
from venue_aliases
order by venue, alias;
