-- One row is one column that any of the Parquet files $files has.
describe from read_parquet($files, union_by_name = true);
