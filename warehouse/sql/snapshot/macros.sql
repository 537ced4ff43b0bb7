-- What the statements of this folder share: W123 from https://openalex.org/W123, and titles as they are compared.
create or replace macro short_work_id(url) as upper(regexp_extract(url, '([Ww]\d+)$', 1));
-- A coarser cousin of enrich.text.titles.title_key: titles that it calls different may still meet by their rare words.
create or replace macro without_markup(title) as
    replace(
        regexp_replace(
            regexp_replace(replace(title, '&amp;', '&'), '</?[a-zA-Z][^<>]*>|&#?\w+;', ' ', 'g'),
            '\\(emph|text[a-z]*|math[a-z]*)', ' ', 'g'
        ),
        '&', ' and '
    );
create or replace macro coarse_key(title) as
    regexp_replace(lower(strip_accents(without_markup(title))), '[^\p{L}\p{N}]+', '', 'g');
create or replace macro coarse_words(title) as
    list_distinct(list_filter(
        string_split_regex(lower(strip_accents(without_markup(title))), '[^\p{L}\p{N}]+'),
        lambda word: length(word) >= 3
    ));
