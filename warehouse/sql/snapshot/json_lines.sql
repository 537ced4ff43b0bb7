-- One row is one work of the JSON Lines files $files, with $columns (names and types) of it.
-- A work can be a few megabytes, for its references and affiliations; each thread takes twice the maximum as buffer.
from read_json($files, format = 'newline_delimited', columns = $columns, maximum_object_size = 16777216)
