-- One row is one pair of paper and work worth comparing: equal coarse keys, a shared identifier, rare words that the titles
-- share, or, of papers whose title nobody has, a title made of rare words of the abstract: renamed papers have those.
with asked as (
    select
        paper_id,
        coarse_key(title) as coarse_key,
        coarse_words(title) as words,
        openalex_id,
        coarse_words(coalesce(abstract, '')) as abstract_words,
        list_filter([doi, 'arxiv:' || arxiv_id], lambda identifier: identifier is not null) as identifiers
    from asked_papers
),

rare_words as (
    select paper_id, word, work_count
    from (select paper_id, unnest(words) as word from asked)
    join snapshot_words using (word)
    -- A word of many titles tells none apart, and its works would be the whole snapshot.
    where work_count <= 20000
    qualify row_number() over (partition by paper_id order by work_count, word) <= 5
),

abstract_words as (
    select paper_id, word, work_count
    from (
        select paper_id, unnest(list_distinct(words || abstract_words)) as word
        from asked
        where coarse_key not in (select coarse_key from snapshot_titles where coarse_key is not null)
    )
    join snapshot_words using (word)
    where work_count <= 300
),

postings as (
    select work_id, len(words) as word_count, unnest(words) as word
    from snapshot_titles
),

-- Of the works that share one rare word with a paper few share another: pairs of words are joined, never single ones.
rare_pairs as (
    select
        one.paper_id,
        one.word,
        other.word as other_word,
        1000000000 // one.work_count + 1000000000 // other.work_count as rarity
    from rare_words as one
    join rare_words as other on one.paper_id = other.paper_id and one.word < other.word
),

rare_postings as materialized (
    select work_id, word from postings semi join rare_words using (word)
),

posted_pairs as materialized (
    select one.work_id, one.word, other.word as other_word
    from rare_postings as one
    join rare_postings as other on one.work_id = other.work_id and one.word < other.word
),

by_words as (
    select paper_id, work_id
    from rare_pairs
    join posted_pairs using (word, other_word)
    group by paper_id, work_id
    qualify row_number() over (partition by paper_id order by count(*) desc, sum(rarity) desc, work_id) <= 20
),

by_abstract as (
    select paper_id, work_id
    from abstract_words
    join postings using (word)
    group by paper_id, work_id, word_count
    having count(*) >= 3
    qualify row_number() over (
        partition by paper_id
        order by sum(ln(300.0 / work_count)) / sqrt(word_count) desc, work_id
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
    union all
    select asked.paper_id, snapshot_titles.work_id
    from asked
    join snapshot_titles on asked.openalex_id = snapshot_titles.work_id
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
