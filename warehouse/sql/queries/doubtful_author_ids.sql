-- Which author ids may be one person, or one id several: the same ORCID twice, or the same name or id twice on an author list?
with
here as (
    select
        authorships.work_id,
        authorships.position,
        authorships.author_id,
        authorships.author_name
    from authorships
    where authorships.work_id in (select work_id from node_works) and authorships.author_name is not null
),
split_ids as (
    select
        'one ORCID, several ids' as sign,
        list_sort(list(distinct authors.author_id)) as author_ids,
        list_sort(list(distinct authors.display_name)) as names,
        authors.orcid,
        count(distinct here.work_id) as works
    from authors
    join here using (author_id)
    where authors.orcid is not null
    group by authors.orcid
    having count(distinct authors.author_id) > 1
),
repeated_names as (
    select
        if(count(distinct author_id) > 1, 'one name twice on an author list, several ids', 'one id twice on an author list') as sign,
        list_sort(list(distinct author_id)) as author_ids,
        list_sort(list(distinct author_name)) as names,
        work_id
    from here
    where author_id is not null
    group by work_id, lower(strip_accents(author_name))
    having count(*) > 1
),
repeated_ids as (
    select
        'one id twice on an author list' as sign,
        [author_id] as author_ids,
        list_sort(list(distinct author_name)) as names,
        work_id
    from here
    where author_id is not null
    group by work_id, author_id
    having count(*) > 1
)
select sign, author_ids, names, orcid, works
from split_ids
union all
select sign, author_ids, names, null, count(distinct work_id)
from (from repeated_names union from repeated_ids)
group by all
order by works desc, sign, names;
