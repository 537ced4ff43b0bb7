-- One row is one word of titles, with the number of titles that have it.
create or replace table snapshot_words as
select word, count(*) as work_count
from (select unnest(words) as word from snapshot_titles)
group by word;
