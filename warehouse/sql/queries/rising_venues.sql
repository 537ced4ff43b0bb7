-- Which venues rise: what part of all works did they publish in the last three years, and before?
with
latest as (
    select max(year) - 2 as first_late_year from graph_nodes
),
placed as (
    select venue, year >= first_late_year as is_late
    from graph_nodes, latest
    where venue is not null and year is not null
),
counts as (
    select
        venue,
        count(*) filter (is_late) as late_nodes,
        count(*) filter (not is_late) as early_nodes
    from placed
    group by venue
)
select
    venue,
    early_nodes,
    late_nodes,
    round(early_nodes / nullif(sum(early_nodes) over (), 0), 3) as early_share,
    round(late_nodes / nullif(sum(late_nodes) over (), 0), 3) as late_share,
    round(coalesce(late_share, 0) - coalesce(early_share, 0), 3) as rise
from counts
order by rise desc, late_nodes desc, venue
limit 20;
