-- What people call the venues of their graph. What each column holds is said in data_dictionary.sql.

create table venue_aliases (
    alias varchar primary key,
    venue varchar not null
);
