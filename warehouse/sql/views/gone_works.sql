-- One row is one work that OpenAlex was asked for and does not have: merged into another, or deleted.
-- That a slice of its works lacks a work says nothing of the work.
create view gone_works as
select work_id
from fetches
where not is_found and source = 'api';

comment on view gone_works is 'One row is one work that OpenAlex was asked for and does not have: merged into another, or deleted.';
comment on column gone_works.work_id is 'The work.';
