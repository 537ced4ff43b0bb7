-- error: One row is a work with references that is marked as having no reference data.
select work_id, title
from works
where not has_references and work_id in (select citing_work_id from work_references);
