-- One row is one candidate of one ambiguous paper, with its evidence: what a person needs to settle it.
create view doubtful_matches as
select
    papers.paper_id,
    paper_name(papers.title, papers.title_key) as title,
    papers.posted_date,
    verdicts.reason,
    candidates.rank,
    candidates.work_id,
    candidates.title as work_title,
    candidates.author_names,
    candidates.source_name,
    candidates.publication_year,
    candidates.type,
    candidates.doi,
    candidates.conflict,
    -- the evidence
    candidates.* exclude (
        paper_id,
        rank,
        work_id,
        title,
        author_names,
        source_name,
        publication_year,
        type,
        doi,
        found_by,
        conflict
    )
from verdicts
join papers using (paper_id)
left join candidates using (paper_id)
where verdicts.status = 'ambiguous'
order by title, papers.paper_id, candidates.rank;

comment on view doubtful_matches is 'One row is one candidate of one ambiguous paper, with its evidence: what a person needs to settle it.';
comment on column doubtful_matches.paper_id is 'The paper.';
comment on column doubtful_matches.title is 'The title as the page prints it, or the identifier where it prints no title.';
comment on column doubtful_matches.posted_date is 'Date the page prints beside the paper.';
comment on column doubtful_matches.reason is 'Why the program did not decide.';
comment on column doubtful_matches.rank is '1 is the candidate most like the paper.';
comment on column doubtful_matches.work_id is 'The work that may be the paper.';
comment on column doubtful_matches.work_title is 'Its title at OpenAlex.';
comment on column doubtful_matches.author_names is 'Names on its author list, in order.';
comment on column doubtful_matches.source_name is 'Journal, conference or repository it appeared in.';
comment on column doubtful_matches.publication_year is 'Its year of publication.';
comment on column doubtful_matches.type is 'Its type at OpenAlex.';
comment on column doubtful_matches.doi is 'Its DOI, lower case and bare.';
comment on column doubtful_matches.conflict is 'What speaks against it; null if nothing does.';
