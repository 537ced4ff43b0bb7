-- error: One row is a verdict with a reason that means nothing, or that is one of another status.
select paper_id, status, reason
from matches
where
    not list_contains([{reasons}], status || ' ' || reason)
    and not (status != 'matched' and list_contains([{conflicts}], reason));
