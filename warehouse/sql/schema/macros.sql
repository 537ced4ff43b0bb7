-- What several views share: how a paper is called, by its title, or else by the identifier that stands for it,
create or replace macro paper_name(title, title_key) as coalesce(nullif(title, ''), title_key);

-- and how a node is called, by its first author's surname, its year and its shortened title.
create or replace macro node_label(authors, year, title) as
concat_ws(
    ' ',
    -- the surname: what stands before a comma, or else the last word
    if(
        contains(authors[1], ','),
        trim(split_part(authors[1], ',', 1)),
        regexp_extract(trim(authors[1]), '\S+$')
    ),
    year,
    if(length(title) > 48, rtrim(left(title, 47)) || '…', title)
);

-- What checks share: how ids, texts and abstracts of OpenAlex's JSON are read.
create or replace macro openalex_id(address) as nullif(regexp_extract(upper(trim(address)), '(?:^|/)([A-Z][0-9]+)$', 1), '');
create or replace macro openalex_ids(addresses) as list_sort(list_distinct([openalex_id(address) for address in addresses]));
create or replace macro identified_author(author_id) as if(author_id in ('A9999999999', 'A5317838346'), null, author_id);
create or replace macro plain_text(text) as nullif(trim(regexp_replace(text, '[\s\p{Z}]+', ' ', 'g')), '');
-- An inverted index is an object, or the text of one; in older records it stands one level deeper.
create or replace macro unwrapped_index(index) as if(json_type(index) = 'VARCHAR', (index ->> '$')::json, index);
create or replace macro abstract_length(index) as
coalesce(
    list_sum([
        (length(entry.key) + 1) * json_array_length(entry.value)
        for entry in map_entries(from_json(
            coalesce(unwrapped_index(index) -> 'InvertedIndex', unwrapped_index(index)), '"MAP(VARCHAR, JSON)"'
        ))
    ]) - 1,
    0
);
-- A sum of hashes: the same in every order, another one when something comes, goes, changes or is there twice.
create or replace macro checksum(hashed) as coalesce(sum(hashed::hugeint), 0)::varchar;

-- How a venue's name is compared: without the year, the number and the volume of one meeting, and without its sponsors.
-- Only names of meetings lose words for numbers: the Third World Quarterly is no third one.
create or replace macro is_meeting(name) as
regexp_matches(name, '(?i)\b(conference|symposium|workshop|meeting|congress|colloquium|proceedings|proc)\b');
create or replace macro without_number(name) as
plain_text(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    name,
    -- "…, ICML 2023, 23-29 July 2023, Honolulu, Hawaii, USA" and "…, August 16-22, 2009, Beijing, China"
    ', [A-Z][\w/&-]* ?''?(?:19|20)?\d\d\b.*$'
    || '|(?:, [A-Z][^,]*){0,2}, (?:January|February|March|April|May|June|July|August|September|October|November|December) \d.*$'
    || '|, Virtual Event.*$'
    || '|,? \d{1,2}(?:-\d{1,2})? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b.*$', ' '),
    '\([^()]*\)', ' ', 'g'),
    -- "ICASSP 2023 - 2023 IEEE International Conference …", "SIGIR '22: The 45th …" and "… Volume 1 - EMNLP '09"
    '^\S+ (19|20)\d\d - |^\S+ ?''\d\d: | - \S+ ''\d\d$', ' ', 'g'),
    '(?i),? \b(vol(ume|\.)?|part) ?\d+.*$', ' '),
    '(?i)\b(19|20)\d\d\b|''\d\d\b|\b\d+(st|nd|rd|th)\b| \d+:', ' ', 'g'),
    if(
        is_meeting(name),
        '(?i)\b((twent|thirt|fort|fift|sixt|sevent|eight|ninet)(ieth|(y[- ]?)(first|second|third|fourth|fifth|sixth|'
        || 'seventh|eighth|ninth))|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|'
        || '\w+teenth)\b',
        '^$'
    ), ' ', 'g'),
    '[ ,:-]+\d+ *$', ' '));
create or replace macro is_numbered(name) as regexp_matches(name, '\b(19|20)\d\d\b|(?i)\bvol(ume|\.)? ?\d');
create or replace macro series_of(name, bare_name, of_a_meeting) as
coalesce(
    plain_text(regexp_replace(regexp_replace(
        regexp_replace(lower(strip_accents(replace(bare_name, '&', ' and '))), '[^\p{L}\p{N}]+', ' ', 'g'),
        '^ *(the )?(proceedings|proc) (of )?(the )?', ' '),
        if(of_a_meeting, '\b(annual|acm|ieee|cvf|usenix|the|of)\b', '\b(the|of)\b'), ' ', 'g')),
    lower(name)
);
create or replace macro venue_series(name) as series_of(name, without_number(name), is_meeting(name));
