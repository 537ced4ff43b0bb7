-- One row a pair of paper and work worth comparing: equal coarse keys, a shared identifier, rare words that the titles
-- share, or, of papers whose title nobody has, a title made of rare words of the abstract: renamed papers have those.
with asked as (
    select
        paper_id,
        coarse_key(title) as coarse_key,
        coarse_words(title) as words,
        coarse_words(coalesce(abstract, '')) as abstract_words,
        list_filter([doi, 'arxiv:' || arxiv_id], lambda identifier: identifier is not null) as identifiers
    from asked_papers
),

paper_words as (
    select paper_id, unnest(words) as word, true as is_of_title from asked
    union all
    select paper_id, unnest(list_distinct(words || abstract_words)), false
    from asked
    where coarse_key not in (select coarse_key from snapshot_titles where coarse_key is not null)
),

postings as (
    select work_id, word_count, word
    from (select work_id, len(words) as word_count, unnest(words) as word from snapshot_titles)
    semi join paper_words using (word)
),

frequencies as (
    select word, count(*) as work_count from postings group by word
),

rare_words as (
    select paper_id, word, 1.0 / work_count as rarity
    from paper_words
    join frequencies using (word)
    -- A word of many titles tells none apart, and its postings would be the whole snapshot.
    where work_count <= 20000 and is_of_title
    qualify row_number() over (partition by paper_id order by work_count, word) <= 5
),

by_words as (
    select rare_words.paper_id, postings.work_id
    from rare_words
    join postings using (word)
    group by rare_words.paper_id, postings.work_id
    having count(*) >= 2
    qualify row_number() over (
        partition by rare_words.paper_id
        order by count(*) desc, sum(rarity) desc, postings.work_id
    ) <= 20
),

by_abstract as (
    select paper_words.paper_id, postings.work_id
    from paper_words
    join frequencies using (word)
    join postings using (word)
    where not is_of_title and work_count <= 300
    group by paper_words.paper_id, postings.work_id, word_count
    having count(*) >= 3
    qualify row_number() over (
        partition by paper_words.paper_id
        order by sum(ln(300.0 / work_count)) / sqrt(word_count) desc, postings.work_id
    ) <= 5
),

by_key as (
    select asked.paper_id, snapshot_titles.work_id
    from asked
    join snapshot_titles using (coarse_key)
    where coarse_key <> ''
),

by_identifier as (
    select by_paper.paper_id, by_work.work_id
    from (select paper_id, unnest(identifiers) as identifier from asked) as by_paper
    join (select work_id, unnest(identifiers) as identifier from snapshot_titles) as by_work using (identifier)
)

select paper_id, work_id, min(found_by) as found_by
from (
    select *, 'exact title' as found_by from by_key
    union all
    select *, 'identifier' as found_by from by_identifier
    union all
    select *, 'rare words' as found_by from by_words
    union all
    select *, 'words of the abstract' as found_by from by_abstract
)
group by paper_id, work_id
order by paper_id, work_id
