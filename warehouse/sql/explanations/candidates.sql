-- One row is one candidate for the paper $paper_id, with its evidence, the likeliest first.
select
    rank,
    work_id,
    title,
    author_names,
    source_name,
    publication_year,
    type,
    doi,
    found_by,
    conflict,
    {evidence}
from candidates
where paper_id = $paper_id
order by rank;
