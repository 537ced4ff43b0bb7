-- Put into {table} what stands ready for it.
insert into {table} by name
from incoming_{table};
