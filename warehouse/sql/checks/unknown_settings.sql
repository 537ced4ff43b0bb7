-- error: One row is a choice that citegraph does not know.
select name, value
from settings
where name != 'versions' or value not in ('merged', 'apart');
