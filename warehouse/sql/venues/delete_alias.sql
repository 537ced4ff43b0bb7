-- Forget what was noted of a name.
delete from venue_aliases
where alias = $alias;
