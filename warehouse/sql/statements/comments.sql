-- The data dictionary of the tables; the views carry theirs in their own files.

comment on table schema_migrations is 'One row is one migration applied, and one row ("views") the views and comments as they stand.';
comment on column schema_migrations.name is 'File name of the migration without its ending, or "views".';
comment on column schema_migrations.checksum is 'SHA-256 of the SQL text that was applied.';
comment on column schema_migrations.applied_at is 'When it was applied, in UTC.';

comment on table runs is 'One row is one run of a command that asked a source for works.';
comment on column runs.run_id is 'Counts the runs of this file from 1.';
comment on column runs.command is 'The command as the user named it.';
comment on column runs.source is 'Where works came from: the API or a snapshot.';
comment on column runs.started_at is 'Start of the run, in UTC.';
comment on column runs.finished_at is 'End of the run, in UTC; null while it runs and for ever if it was killed.';
comment on column runs.status is 'running, or how it ended.';
comment on column runs.paper_count is 'Papers the run dealt with.';
comment on column runs.request_count is 'HTTP requests that reached the server.';
comment on column runs.credit_count is 'OpenAlex credits these requests used.';
comment on column runs.cost_usd is 'What they cost, in US dollars.';
comment on column runs.parameters is 'The parameters of the run, as a JSON object.';

comment on table pages is 'One row is one saved page that was handed in.';
comment on column pages.page_id is 'Hash of the page''s bytes: the same page under another name is the same page.';
comment on column pages.name is 'Name of the file when it was first handed in.';
comment on column pages.layout is 'The layout it was read as.';
comment on column pages.byte_count is 'Its size in bytes.';
comment on column pages.mention_count is 'Papers it mentions, repetitions included.';

comment on table papers is 'One row is one paper as the pages put it: the first value that any page states wins.';
comment on column papers.paper_id is 'Leading hex digits of a hash of title_key: every run makes the same id.';
comment on column papers.title_key is 'The title folded to what does not vary between spellings.';
comment on column papers.title is 'The title as first printed.';
comment on column papers.abstract is 'The abstract as first printed.';
comment on column papers.author_count is 'Number of authors the page gives.';
comment on column papers.authors is 'Names of the authors in order; empty where no page names them.';
comment on column papers.posted_date is 'Date the page prints beside the paper.';
comment on column papers.year is 'Year of publication that the page gives.';
comment on column papers.doi is 'DOI on the page, lower case and bare.';
comment on column papers.arxiv_id is 'arXiv id on the page, without version.';
comment on column papers.venue is 'Journal, conference or book that the page names.';

comment on table mentions is 'One row is one paper at one place on one page.';
comment on column mentions.page_id is 'The page.';
comment on column mentions.position is 'Counts the mentions of the page from 1.';
comment on column mentions.line is 'Line of the title, from 1; 0 where the format has no lines.';
comment on column mentions.paper_id is 'The paper mentioned.';
comment on column mentions.title is 'The title as printed here.';
comment on column mentions.author_count is 'Number of authors as printed here.';
comment on column mentions.posted_date is 'Date as printed here.';
comment on column mentions.comment_count is 'The number some listings print behind the date.';

comment on table matches is 'One row is the program''s verdict on one paper; see the view verdicts for the verdict that counts.';
comment on column matches.paper_id is 'The paper judged.';
comment on column matches.status is 'matched, ambiguous or unmatched.';
comment on column matches.reason is 'The rule that decided.';
comment on column matches.score is 'Trust in the best candidate, from 0 to 1.';
comment on column matches.work_id is 'The work the paper is; null unless matched.';
comment on column matches.version_ids is 'Other works that are the same paper; empty unless matched.';
comment on column matches.source is 'Where the candidates came from: the API or a snapshot.';
comment on column matches.candidate_count is 'Candidates that were judged.';

comment on table candidates is 'One row is one work that was judged for one paper, with the evidence.';
comment on column candidates.paper_id is 'The paper.';
comment on column candidates.work_id is 'The work that may be the paper.';
comment on column candidates.rank is '1 is the candidate most like the paper.';
comment on column candidates.found_by is 'The step that brought it.';
comment on column candidates.title is 'Its title at OpenAlex.';
comment on column candidates.doi is 'Its DOI, lower case and bare.';
comment on column candidates.source_name is 'Journal, conference or repository it appeared in.';
comment on column candidates.publication_year is 'Its year of publication.';
comment on column candidates.type is 'Its type at OpenAlex.';
comment on column candidates.author_names is 'Names on its author list, in order.';
comment on column candidates.conflict is 'What speaks against it; null if nothing does.';
comment on column candidates.is_same_title is 'Do both titles have the same key?';
comment on column candidates.title_similarity is 'Similarity of the titles as text, from 0 to 1.';
comment on column candidates.word_similarity is 'Similarity of the titles as sets of words, from 0 to 1.';
comment on column candidates.is_same_numbers is 'Do both titles hold the same numbers?';
comment on column candidates.is_same_markers is 'Do both titles hold the same marker words?';
comment on column candidates.is_same_identifier is 'Do the DOI or arXiv ids agree? Null where one side has none.';
comment on column candidates.abstract_containment is 'Share of the paper''s abstract found in the candidate''s, from 0 to 1.';
comment on column candidates.author_count_difference is 'The candidate''s number of authors minus the paper''s.';
comment on column candidates.shared_author_share is 'Share of the paper''s authors found on the author list, from 0 to 1.';
comment on column candidates.days_after_posting is 'The candidate''s publication date minus the paper''s posting date, in days.';
comment on column candidates.years_after_posting is 'The candidate''s year minus the paper''s.';
comment on column candidates.is_corrupt is 'Does the record contradict itself, as with a foreign DOI?';
comment on column candidates.abstract_similarity is 'How much both abstracts are about the same, from 0 to 1.';
comment on column candidates.shared_author_count is 'Number of names that both author lists hold.';
comment on column candidates.is_same_venue is 'Are both venues recognisably the same? Null where one side has none, or a repository.';

comment on table overrides is 'One row is one decision by a person; it outlives every later verdict of the program.';
comment on column overrides.paper_id is 'The paper decided on.';
comment on column overrides.work_id is 'The work it is; null says that no work offered is this paper.';
comment on column overrides.reason is 'Why, in the person''s words.';
comment on column overrides.decided_at is 'When, in UTC.';

comment on table works is 'One row is one OpenAlex work.';
comment on column works.work_id is 'OpenAlex id, short (W…).';
comment on column works.title is 'Title as OpenAlex has it.';
comment on column works.doi is 'DOI, lower case and bare; two works can share one.';
comment on column works.arxiv_id is 'arXiv id, without version.';
comment on column works.type is 'OpenAlex''s type: article, preprint, book-chapter, ….';
comment on column works.language is 'ISO 639-1 code of the language.';
comment on column works.publication_year is 'Year of publication as OpenAlex gives it.';
comment on column works.publication_date is 'Date of publication as OpenAlex gives it.';
comment on column works.cited_by_count is 'OpenAlex''s own number of citing works, as given.';
comment on column works.abstract is 'The abstract, put together from OpenAlex''s inverted index.';
comment on column works.is_retracted is 'Has the work been retracted?';
comment on column works.is_paratext is 'Is it a cover, an index or the like?';
comment on column works.is_authors_truncated is 'Did OpenAlex cut the author list at 100 names?';
comment on column works.has_references is 'Does OpenAlex have reference data? False is not the same as citing nothing.';
comment on column works.updated_date is 'When OpenAlex last changed the work.';
comment on column works.json is 'OpenAlex''s own object, whole: a new column later needs no new request.';
comment on column works.json_md5 is 'MD5 of json: tells whether a work has changed without reading it whole.';

comment on table work_versions is 'One row is one work that is another version (preprint, proceedings, duplicate) of a canonical one.';
comment on column work_versions.work_id is 'The other version.';
comment on column work_versions.canonical_work_id is 'The work that stands for all versions; never a version itself.';

comment on table sources is 'One row is one journal, conference, repository or book series.';
comment on column sources.source_id is 'OpenAlex id, short (S…).';
comment on column sources.display_name is 'Its name.';
comment on column sources.issn_l is 'Linking ISSN.';
comment on column sources.type is 'journal, conference, repository, ….';
comment on column sources.host_organization is 'OpenAlex id of the publisher or host.';

comment on table locations is 'One row is one place where a work can be found.';
comment on column locations.work_id is 'The work.';
comment on column locations.position is 'Orders the places of the work; the first is OpenAlex''s primary location.';
comment on column locations.source_id is 'The source, where OpenAlex knows it.';
comment on column locations.source_name is 'Name of the source, or the name as printed.';
comment on column locations.landing_page_url is 'The web page.';
comment on column locations.pdf_url is 'The PDF.';
comment on column locations.version is 'submittedVersion, acceptedVersion or publishedVersion.';
comment on column locations.license is 'The licence OpenAlex found there.';
comment on column locations.is_oa is 'Is it free to read there?';
comment on column locations.is_published is 'Is it the published version?';

comment on table authors is 'One row is one person as OpenAlex tells persons apart.';
comment on column authors.author_id is 'OpenAlex id, short (A…).';
comment on column authors.display_name is 'Name, as in the work stored last.';
comment on column authors.orcid is 'ORCID.';

comment on table authorships is 'One row is one name on the author list of one work.';
comment on column authorships.work_id is 'The work.';
comment on column authorships.position is 'Place on the author list.';
comment on column authorships.author_id is 'The person; null where OpenAlex knows the name only.';
comment on column authorships.author_name is 'The name.';
comment on column authorships.is_corresponding is 'Is this the corresponding author?';

comment on table institutions is 'One row is one institution.';
comment on column institutions.institution_id is 'OpenAlex id, short (I…).';
comment on column institutions.display_name is 'Its name.';
comment on column institutions.ror is 'Its id in the Research Organization Registry.';
comment on column institutions.country_code is 'ISO 3166-1 code of its country.';
comment on column institutions.type is 'education, company, facility, ….';

comment on table authorship_institutions is 'One row is one institution named with one name on one author list.';
comment on column authorship_institutions.work_id is 'The work.';
comment on column authorship_institutions.position is 'Place on the author list.';
comment on column authorship_institutions.institution_id is 'The institution.';

comment on table topics is 'One row is one OpenAlex topic.';
comment on column topics.topic_id is 'OpenAlex id, short (T…).';
comment on column topics.display_name is 'Its name.';
comment on column topics.subfield is 'The subfield it belongs to.';
comment on column topics.field is 'The field above the subfield.';
comment on column topics.domain is 'The domain above the field.';

comment on table work_topics is 'One row is one topic of one work.';
comment on column work_topics.work_id is 'The work.';
comment on column work_topics.topic_id is 'The topic.';
comment on column work_topics.score is 'How well it fits, as OpenAlex scores it.';

comment on table work_references is 'One row is one reference: a work lists another. The cited work need not be stored.';
comment on column work_references.citing_work_id is 'The work with the reference list.';
comment on column work_references.cited_work_id is 'The work on the list.';

comment on table yearly_citations is 'One row is one year in which one work was cited.';
comment on column yearly_citations.work_id is 'The work.';
comment on column yearly_citations.year is 'The year.';
comment on column yearly_citations.cited_by_count is 'OpenAlex''s number of citing works of that year.';

comment on table node_metrics is 'One row is one number that an analysis gave one node.';
comment on column node_metrics.graph is 'The relation whose graph was analysed.';
comment on column node_metrics.work_id is 'The node.';
comment on column node_metrics.metric is 'Name of the measure.';
comment on column node_metrics.value is 'Its value.';
comment on column node_metrics.parameters is 'Parameters of the measure, as a JSON object.';
comment on column node_metrics.seed is 'Seed of a randomised measure; null otherwise.';

comment on table communities is 'One row is one community that an analysis found; the metric community tells its nodes.';
comment on column communities.graph is 'The relation whose graph was analysed.';
comment on column communities.community is 'Its number, 1 being the largest.';
comment on column communities.label is 'Title words that set it apart, and its most frequent topic.';
comment on column communities.words is 'Up to five title words that set it apart, the strongest first.';
comment on column communities.topics is 'The main topics of most of its nodes, up to three.';
comment on column communities.node_count is 'Its nodes.';
comment on column communities.parameters is 'Parameters of the search for communities, as a JSON object.';
comment on column communities.seed is 'Seed of that search.';

comment on table fetches is 'One row is one work id that a source was asked for, whether or not it had the work.';
comment on column fetches.work_id is 'The work.';
comment on column fetches.fetched_date is 'Day of the last answer, in UTC.';
comment on column fetches.is_found is 'Did the source have the work? False for ids that OpenAlex has merged or deleted.';

comment on table citation_counts is 'One row is one work''s citation count on a day it changed: the history of cited_by_count.';
comment on column citation_counts.work_id is 'The work.';
comment on column citation_counts.counted_date is 'The day, in UTC.';
comment on column citation_counts.cited_by_count is 'OpenAlex''s count on that day.';

comment on table citing_fetches is 'One row is one work whose citing works a source was asked for.';
comment on column citing_fetches.work_id is 'The cited work.';
comment on column citing_fetches.fetched_date is 'Day of the last answer, in UTC.';

comment on table settings is 'One row is one choice of the people who use this warehouse.';
comment on column settings.name is 'What it is about: versions.';
comment on column settings.value is 'What was chosen; for versions merged (the default) or apart.';
