-- One row is one of those nodes that are chosen.
from (
{nodes}
)
where {condition}
