-- One row is one migration that the file went through, or its views, with the checksum of their text.
select name, checksum
from schema_migrations;
