-- One row is one paper to ask $source about: never judged, or judged by another source and not found there.
select {columns}
from papers
left join matches using (paper_id)
where
    (matches.paper_id is null or (matches.status != 'matched' and matches.source != $source))
    and papers.paper_id not in (select paper_id from overrides)
order by papers.paper_id;
