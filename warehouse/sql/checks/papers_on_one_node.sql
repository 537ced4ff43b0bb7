-- note: One row is a node that several papers were matched with: a paper that changed its title, or a wrong match.
select
    node_works.canonical_work_id as work_id,
    list(paper_name(papers.title, papers.title_key) order by papers.paper_id) as titles
from verdicts
join papers using (paper_id)
join node_works using (work_id)
group by node_works.canonical_work_id
having count(*) > 1;
