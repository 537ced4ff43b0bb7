-- One row is one author of nodes, as a node.
select
    author_id,
    coalesce(author, author_id) as label,
    * exclude (author_id, author)
from author_profiles;
