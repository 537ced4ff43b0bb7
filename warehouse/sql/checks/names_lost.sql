-- error: One row is an author whom works name and who has lost the name.
select author_id
from authors
where
    display_name is null
    and author_id in (select author_id from authorships where author_name is not null);
