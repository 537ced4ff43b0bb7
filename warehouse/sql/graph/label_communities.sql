-- Name the communities of staged_metrics in staged_communities, by the title words that set each apart and by its most
-- frequent topic. A word weighs n ln(p / q): n nodes of the community have it, p of its nodes and q of all nodes that
-- are in communities, so that words that all titles share weigh nothing (its part of the divergence that S. Kullback
-- and R. A. Leibler define, Ann. Math. Stat. 22, 79, 1951). Words of one title only come after those of several.
create or replace temp table staged_communities as
with
assigned as (
    select graph, work_id, value::integer as community, parameters, seed
    from staged_metrics
    where metric = 'community'
),
title_words as (
    select
        work_id,
        unnest(regexp_extract_all(lower(title), '[\p{L}\p{N}]+(?:[-''’][\p{L}\p{N}]+)*')) as word
    from graph_nodes
),
terms as (
    select distinct work_id, 'word' as kind, word as term
    from title_words
    where
        length(word) > 1
        and not regexp_full_match(word, '[\p{N}-]+')
        and not list_contains(
            string_split(
                'about across after against all am among an and any are as at based be been before between beyond both '
                || 'but by can could do does don''t during each for from further get had has have how if in into is it '
                || 'it''s its just less let make makes many may me more most much must my need no nor not of off on '
                || 'one only onto or other our out over own per should so some such than that the their them then '
                || 'there these they this those through to too toward towards two under until up upon us use used '
                || 'using very via was we were what when where whether which while who whose why will with within '
                || 'without would yet you your',
                ' '
            ),
            word
        )
    union all
    select work_id, 'topic', topic
    from graph_nodes
    where topic is not null
),
counts as (
    select assigned.graph, assigned.community, terms.kind, terms.term, count(*) as node_count
    from assigned
    join terms using (work_id)
    group by all
),
sizes as (
    select
        graph,
        community,
        count(*) as node_count,
        sum(count(*)) over (partition by graph) as all_count,
        any_value(parameters) as parameters,
        any_value(seed) as seed
    from assigned
    group by graph, community
),
weighed as (
    select
        counts.*,
        counts.node_count
        * ln(
            counts.node_count * sizes.all_count
            / (sizes.node_count * sum(counts.node_count) over (partition by graph, kind, term))
        ) as weight
    from counts
    join sizes using (graph, community)
),
ranked as (
    select
        *,
        row_number() over (
            partition by graph, community, kind
            order by
                if(kind = 'topic', node_count, null) desc,
                node_count > 1 and weight > 0 desc,
                weight desc,
                node_count desc,
                term
        ) as rank
    from weighed
),
named as (
    select
        graph,
        community,
        list(term order by rank) filter (kind = 'word' and rank <= 5) as words,
        list(term order by rank) filter (kind = 'topic' and rank <= 3) as topics
    from ranked
    group by graph, community
)
select
    sizes.graph,
    sizes.community,
    coalesce(
        array_to_string(named.words[:3], ', ') || coalesce(' (' || named.topics[1] || ')', ''),
        named.topics[1],
        'community ' || sizes.community
    ) as label,
    coalesce(named.words, []) as words,
    coalesce(named.topics, []) as topics,
    sizes.node_count,
    sizes.parameters,
    sizes.seed
from sizes
left join named using (graph, community);
