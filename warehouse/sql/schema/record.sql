-- Note what was applied, with the checksum of its text and the time in UTC.
insert or replace into schema_migrations
values ($name, $checksum, make_timestamp(epoch_us(now())));
