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
