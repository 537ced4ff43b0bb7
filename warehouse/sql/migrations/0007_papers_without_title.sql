-- A page may name a paper by an identifier alone: its title is empty then, and its title_key is the identifier.

alter table papers add column openalex_id varchar;
