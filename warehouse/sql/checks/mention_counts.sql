-- error: One row is a page that has not as many mentions as it says.
select pages.page_id, pages.mention_count, count(mentions.page_id) as stored_count
from pages
left join mentions using (page_id)
group by all
having count(mentions.page_id) != pages.mention_count;
