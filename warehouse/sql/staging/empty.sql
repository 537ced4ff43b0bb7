-- An empty table for records, a JSON object each.
create or replace temp table staged (record varchar);
