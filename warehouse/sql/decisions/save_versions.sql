-- Note what a person wants of versions: apart or merged.
insert or replace into settings (name, value)
values ('versions', $choice);
