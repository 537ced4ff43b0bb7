-- One row is one work of the Parquet files $files, with some columns of it.
select {columns}
from read_parquet($files, union_by_name = true)
