-- One row is one edge of one relation, as files hold it; null for what edges of other relations carry.
select
    {position} as position,
    {source} as source,
    {target} as target,
    {is_directed} as is_directed,
    '{relation}' as relation,
    {weight}::double as weight
    {values}
from ({edges}) as edges;
