-- The venue a page names, what it adds to the evidence, and what people set for their graph.
-- What each column holds is said in statements/comments.sql.

alter table papers add column venue varchar;
alter table candidates add column abstract_likeness double;
alter table candidates add column shared_author_count integer;
alter table candidates add column is_same_venue boolean;

create table settings (
    name varchar primary key,
    value varchar not null
);
