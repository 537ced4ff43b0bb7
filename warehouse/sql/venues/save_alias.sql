-- Note by which other name a venue is known, in the place of what was noted of that name.
insert or replace into venue_aliases (alias, venue)
values ($alias, $venue);
