-- One row is one candidate of one ambiguous paper, with its evidence: what a person needs to settle it.
create view doubtful_matches as
select
    papers.paper_id,
    papers.title,
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
    candidates.title_similarity,
    candidates.word_similarity,
    candidates.is_same_title,
    candidates.is_same_numbers,
    candidates.is_same_markers,
    candidates.is_same_identifier,
    candidates.abstract_containment,
    candidates.author_count_difference,
    candidates.shared_author_share,
    candidates.days_after_posting,
    candidates.years_after_posting,
    candidates.is_corrupt,
    candidates.abstract_similarity,
    candidates.shared_author_count,
    candidates.is_same_venue
from verdicts
join papers using (paper_id)
left join candidates using (paper_id)
where verdicts.status = 'ambiguous'
order by papers.title, papers.paper_id, candidates.rank;

comment on view doubtful_matches is 'One row is one candidate of one ambiguous paper, with its evidence: what a person needs to settle it.';
comment on column doubtful_matches.paper_id is 'The paper.';
comment on column doubtful_matches.title is 'The title as the page prints it.';
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
comment on column doubtful_matches.title_similarity is 'Similarity of the titles as text, from 0 to 1.';
comment on column doubtful_matches.word_similarity is 'Similarity of the titles as sets of words, from 0 to 1.';
comment on column doubtful_matches.is_same_title is 'Do both titles have the same key?';
comment on column doubtful_matches.is_same_numbers is 'Do both titles hold the same numbers?';
comment on column doubtful_matches.is_same_markers is 'Do both titles hold the same marker words?';
comment on column doubtful_matches.is_same_identifier is 'Do the DOI or arXiv ids agree? Null where one side has none.';
comment on column doubtful_matches.abstract_containment is 'Share of the paper''s abstract found in the candidate''s, from 0 to 1.';
comment on column doubtful_matches.author_count_difference is 'The candidate''s number of authors minus the paper''s.';
comment on column doubtful_matches.shared_author_share is 'Share of the paper''s authors found on the author list, from 0 to 1.';
comment on column doubtful_matches.days_after_posting is 'The candidate''s publication date minus the paper''s posting date, in days.';
comment on column doubtful_matches.years_after_posting is 'The candidate''s year minus the paper''s.';
comment on column doubtful_matches.is_corrupt is 'Does the record contradict itself, as with a foreign DOI?';
comment on column doubtful_matches.abstract_similarity is 'How much both abstracts are about the same, from 0 to 1.';
comment on column doubtful_matches.shared_author_count is 'Number of names that both author lists hold.';
comment on column doubtful_matches.is_same_venue is 'Are both venues recognisably the same? Null where one side has none, or a repository.';
