-- Facts, relations and search strategies under the names that the field has for them.
-- What each column holds is said in data_dictionary.sql (earlier migrations call it statements/comments.sql) or, where it
-- is a field of a record, by the record.

alter table candidates rename column objection to conflict;
alter table candidates rename column abstract_likeness to abstract_similarity;

update node_metrics set graph = 'co_citation' where graph = 'co_cited';
update node_metrics set graph = 'bibliographic_coupling' where graph = 'couples';
update communities set graph = 'co_citation' where graph = 'co_cited';
update communities set graph = 'bibliographic_coupling' where graph = 'couples';

update candidates set found_by = 'typographic_variant' where found_by = 'dress';
update candidates set found_by = 'title_variant' where found_by = 'spelling';
update candidates set found_by = 'phrase_variant' where found_by = 'variant';
