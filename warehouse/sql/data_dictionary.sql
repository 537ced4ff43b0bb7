-- The data dictionary of the tables; the views carry theirs in their own files. What a column means that holds a field
-- of a record, the record says (enrich/records).

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
comment on column pages.mention_count is 'Papers it mentions, repetitions included.';

comment on table papers is 'One row is one paper as the pages put it: the first value that any page states wins.';

comment on table mentions is 'One row is one paper at one place on one page.';

comment on table matches is 'One row is the program''s verdict on one paper; see the view verdicts for the verdict that counts.';
comment on column matches.source is 'Where the candidates came from: the API or a snapshot.';
comment on column matches.candidate_count is 'Candidates that were kept: works that are at all like the paper, ten at most.';

comment on table candidates is 'One row is one work that is at all like one paper, with the evidence; at most ten a paper.';
comment on column candidates.paper_id is 'The paper.';

comment on table overrides is 'One row is one decision by a person; it outlives every later verdict of the program.';
comment on column overrides.paper_id is 'The paper decided on.';
comment on column overrides.work_id is 'The work it is; null says that no work offered is this paper.';
comment on column overrides.reason is 'Why, in the person''s words.';
comment on column overrides.decided_at is 'When, in UTC.';

comment on table works is 'One row is one OpenAlex work.';
comment on column works.json_md5 is 'MD5 of json: tells whether a work has changed without reading it whole.';

comment on table work_versions is 'One row is one work that is another version (preprint, proceedings, duplicate) of a canonical one.';
comment on column work_versions.work_id is 'The other version.';
comment on column work_versions.canonical_work_id is 'The work that stands for all versions; never a version itself.';

comment on table sources is 'One row is one journal, conference, repository or book series.';

comment on table locations is 'One row is one place where a work can be found.';
comment on column locations.work_id is 'The work.';
comment on column locations.source_id is 'The source, where OpenAlex knows it.';

comment on table authors is 'One row is one person as OpenAlex tells persons apart.';
comment on column authors.author_id is 'OpenAlex id, short (A…).';
comment on column authors.display_name is 'Name, as in the work stored last.';
comment on column authors.orcid is 'ORCID.';

comment on table authorships is 'One row is one name on the author list of one work.';
comment on column authorships.work_id is 'The work.';

comment on table institutions is 'One row is one institution.';

comment on table authorship_institutions is 'One row is one institution named with one name on one author list.';
comment on column authorship_institutions.work_id is 'The work.';
comment on column authorship_institutions.position is 'Place on the author list.';
comment on column authorship_institutions.institution_id is 'The institution.';

comment on table topics is 'One row is one OpenAlex topic.';

comment on table work_topics is 'One row is one topic of one work.';
comment on column work_topics.work_id is 'The work.';
comment on column work_topics.topic_id is 'The topic.';
comment on column work_topics.score is 'How well it fits, as OpenAlex scores it.';

comment on table work_references is 'One row is one reference: a work lists another. The cited work need not be stored.';
comment on column work_references.citing_work_id is 'The work with the reference list.';
comment on column work_references.cited_work_id is 'The work on the list.';

comment on table yearly_citations is 'One row is one year in which one work was cited.';
comment on column yearly_citations.work_id is 'The work.';

comment on table node_metrics is 'One row is one number that an analysis gave one node.';
comment on column node_metrics.graph is 'The relation whose graph was analysed.';
comment on column node_metrics.work_id is 'The node.';
comment on column node_metrics.metric is 'Name of the measure.';
comment on column node_metrics.value is 'Its value.';
comment on column node_metrics.parameters is 'Parameters of the measure, as a JSON object.';
comment on column node_metrics.seed is 'Seed of a randomised measure; null otherwise.';

comment on table analyses is 'One row is one relation whose graph was analysed.';
comment on column analyses.graph is 'The relation.';
comment on column analyses.seed is 'Seed of the analysis.';
comment on column analyses.graph_checksum is 'Checksum of what was measured (graph_facts); null where nobody noted it.';
comment on column analyses.measures_checksum is 'Checksum of what was said of it (measure_facts); null where nobody noted it.';
comment on column analyses.program is 'Digest of the program that measured; null where nobody noted it.';

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
comment on column fetches.is_found is 'Did the source have the work? If it is the API, OpenAlex has merged or deleted the work; a slice may just lack it.';
comment on column fetches.source is 'Which source answered: the API or a snapshot; null where nobody noted it.';

comment on table citation_counts is 'One row is one work''s citation count on a day it changed: the history of cited_by_count.';
comment on column citation_counts.work_id is 'The work.';
comment on column citation_counts.counted_date is 'The day, in UTC.';
comment on column citation_counts.cited_by_count is 'OpenAlex''s count on that day.';

comment on table citing_fetches is 'One row is one work whose citing works a source was asked for.';
comment on column citing_fetches.work_id is 'The cited work.';
comment on column citing_fetches.fetched_date is 'Day of the last answer, in UTC.';
comment on column citing_fetches.source is 'Which source answered: the API or a snapshot; null where nobody noted it.';

comment on table venue_aliases is 'One row is one name that people know a venue by, besides those that everybody knows.';
comment on column venue_aliases.alias is 'The name; year, number, volume and sponsors are not compared.';
comment on column venue_aliases.venue is 'What the venue is called.';

comment on table settings is 'One row is one choice of the people who use this warehouse.';
comment on column settings.name is 'What it is about: versions.';
comment on column settings.value is 'What was chosen; for versions merged (the default) or apart.';
