-- Which works neither cite another one here, nor are cited, nor share an author?
select label, title, year, venue, reference_count as references, cited_by_count
from graph_nodes
where
    work_id not in (
        select citing_work_id from citation_edges
        union
        select cited_work_id from citation_edges
        union
        select left_work_id from shared_author_edges
        union
        select right_work_id from shared_author_edges
    )
order by cited_by_count desc nulls last, work_id;
