-- error: One row is an institution beside a name that is on no author list.
select work_id, position, institution_id
from authorship_institutions
anti join authorships using (work_id, position);
