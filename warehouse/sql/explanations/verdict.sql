-- One row is the paper $paper_id with its verdict, nulls where it has none, and with the places that mention it.
with
places as (
    select list(place order by place) as places
    from (
        select parse_filename(pages.name) || ':' || mentions.line as place
        from mentions
        join pages using (page_id)
        where mentions.paper_id = $paper_id
    )
)
select
    paper_name(papers.title, papers.title_key) as title,
    coalesce(places.places, []) as places,
    verdicts.status,
    verdicts.reason,
    verdicts.score,
    coalesce(verdicts.is_by_hand, false) as is_by_hand,
    verdicts.work_id,
    coalesce(verdicts.version_ids, []) as version_ids,
    verdicts.source
from papers
cross join places
left join verdicts using (paper_id)
where papers.paper_id = $paper_id;
