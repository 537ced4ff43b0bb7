-- Which works are the oldest, and which the newest?
with
dated as (
    select
        graph_nodes.*,
        works.publication_date,
        row_number() over (order by graph_nodes.year, works.publication_date, work_id) as age_rank,
        row_number() over (order by graph_nodes.year desc, works.publication_date desc, work_id) as youth_rank
    from graph_nodes
    join works using (work_id)
    where graph_nodes.year is not null
)
select
    if(age_rank <= 5, 'oldest', 'newest') as end_of_list,
    year,
    publication_date,
    title,
    venue
from dated
where age_rank <= 5 or youth_rank <= 5
order by age_rank;
