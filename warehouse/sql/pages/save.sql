-- Put in one page.
insert into pages (page_id, name, layout, byte_count, mention_count)
values ($page_id, $name, $layout, $byte_count, $mention_count);
