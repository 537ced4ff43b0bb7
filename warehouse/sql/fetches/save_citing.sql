-- Note today as the day on which the works that cite those in $cited were asked for.
insert or replace into citing_fetches
select unnest($cited::varchar[]), $today::date;
