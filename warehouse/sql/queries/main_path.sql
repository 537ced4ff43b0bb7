-- Along which works did the main line of ideas run, from the oldest on? (after `citegraph analyse`)
select
    main_path_position as position,
    year,
    title,
    round(search_path_share, 3) as search_path_share,
    community_label as community
from node_measures
where graph = 'cites' and main_path_position is not null
order by position;
