-- Which two people wrote most together?
select
    left_authors.display_name as author,
    right_authors.display_name as co_author,
    author_collaborations.weight as nodes,
    round(author_collaborations.fractional_weight, 3) as fractional_weight
from author_collaborations
left join authors as left_authors on left_authors.author_id = author_collaborations.left_author_id
left join authors as right_authors on right_authors.author_id = author_collaborations.right_author_id
order by
    author_collaborations.weight desc,
    author_collaborations.fractional_weight desc,
    author_collaborations.left_author_id,
    author_collaborations.right_author_id
limit 20;
