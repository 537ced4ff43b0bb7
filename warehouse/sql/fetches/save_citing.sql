-- Note today as the day on which $source was asked for the works that cite those in $cited.
insert or replace into citing_fetches (work_id, fetched_date, source)
select unnest($cited::varchar[]), $today::date, $source;
