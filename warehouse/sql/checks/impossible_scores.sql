-- error: One row is a score, a share or a similarity that is not between 0 and 1.
with
scores as (
    select 'matches' as table_name, 'score' as column_name, paper_id as id, score from matches
    union all
    select 'work_topics', 'score', work_id || ' ' || topic_id, score from work_topics
    union all
    select table_name, column_name, id, score
    from (
        unpivot (
            select
                'candidates' as table_name,
                paper_id || ' ' || work_id as id,
                title_similarity,
                word_similarity,
                abstract_containment,
                abstract_similarity,
                shared_author_share
            from candidates
        )
        on title_similarity, word_similarity, abstract_containment, abstract_similarity, shared_author_share
        into name column_name value score
    )
)
select table_name, column_name, id, score
from scores
-- the last digit of a floating-point number is nobody's fault
where not (score between -1e-9 and 1 + 1e-9);
