-- Which program measured: another one may measure otherwise.
-- What each column holds is said in data_dictionary.sql.

alter table analyses add column program varchar;
