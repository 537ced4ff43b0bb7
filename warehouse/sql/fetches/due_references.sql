-- One row is one work to fetch because nodes cite it: not stored, not known to be lacking in $source or OpenAlex
-- itself, at most $max_per_work a citing node, those that the most nodes cite first.
with
wanted as (
    select
        citing_work_id,
        cited_work_id,
        count(*) over (partition by cited_work_id) as citing_node_count
    from node_references
    where
        cited_work_id not in (select work_id from works)
        and cited_work_id not in (select work_id from fetches where not is_found and source in ('api', $source))
),

chosen as (
    select cited_work_id, citing_node_count
    from wanted
    qualify row_number() over (partition by citing_work_id order by citing_node_count desc, cited_work_id) <= $max_per_work
)

select cited_work_id
from chosen
group by cited_work_id, citing_node_count
order by citing_node_count desc, cited_work_id;
