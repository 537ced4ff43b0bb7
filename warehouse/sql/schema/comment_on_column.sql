-- Say what {column} means.
comment on column {column} is '{meaning}';
