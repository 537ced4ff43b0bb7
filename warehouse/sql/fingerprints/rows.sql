-- One row: the checksum of all rows of a table.
select checksum(hash({columns}))
from {table}
