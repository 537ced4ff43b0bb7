-- One row is one identified person who wrote one node, in whichever version: by id, never by name.
create view node_authors as
select distinct
    node_works.canonical_work_id as work_id,
    authorships.author_id
from node_works
join authorships using (work_id)
-- OpenAlex's stand-ins for "nobody" and "deleted" are not persons
where authorships.author_id not in ('A9999999999', 'A5317838346');

comment on view node_authors is 'One row is one identified person who wrote one node, in whichever version: by id, never by name.';
comment on column node_authors.work_id is 'The node.';
comment on column node_authors.author_id is 'The person; OpenAlex''s placeholder authors are left out.';
