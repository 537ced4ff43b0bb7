-- Every table of the warehouse. What each table and column holds is said in statements/comments.sql.
-- Primary keys yes, foreign keys no: DuckDB refuses upserts that touch list columns of referenced rows,
-- so links are checked after loading (checks/).

create table schema_migrations (
    name varchar primary key,
    checksum varchar not null,
    applied_at timestamp not null
);

create table runs (
    run_id integer primary key,
    command varchar not null,
    source varchar,
    started_at timestamp not null,
    finished_at timestamp,
    status varchar not null,
    paper_count bigint,
    request_count bigint,
    credit_count bigint,
    cost_usd double,
    parameters json
);

create table pages (
    page_id varchar primary key,
    name varchar not null,
    layout varchar not null,
    byte_count bigint not null,
    mention_count bigint not null
);

create table papers (
    paper_id varchar primary key,
    title_key varchar not null,
    title varchar not null,
    abstract varchar,
    author_count integer,
    authors varchar[] not null,
    posted_date date,
    year integer,
    doi varchar,
    arxiv_id varchar
);

create table mentions (
    page_id varchar,
    position integer,
    line integer not null,
    paper_id varchar not null,
    title varchar not null,
    author_count integer,
    posted_date date,
    comment_count integer,
    primary key (page_id, position)
);

create table matches (
    paper_id varchar primary key,
    status varchar not null,
    reason varchar not null,
    score double not null,
    work_id varchar,
    version_ids varchar[] not null,
    source varchar not null,
    candidate_count integer not null
);

create table candidates (
    paper_id varchar,
    work_id varchar,
    rank integer not null,
    found_by varchar not null,
    title varchar,
    doi varchar,
    source_name varchar,
    publication_year integer,
    type varchar,
    author_names varchar[] not null,
    objection varchar,
    is_same_title boolean,
    title_similarity double,
    word_similarity double,
    is_same_numbers boolean,
    is_same_markers boolean,
    is_same_identifier boolean,
    abstract_containment double,
    author_count_difference integer,
    shared_author_share double,
    days_after_posting integer,
    years_after_posting integer,
    is_corrupt boolean,
    primary key (paper_id, work_id)
);

create table overrides (
    paper_id varchar primary key,
    work_id varchar,
    reason varchar,
    decided_at timestamp not null
);

create table works (
    work_id varchar primary key,
    title varchar,
    doi varchar,
    arxiv_id varchar,
    type varchar,
    language varchar,
    publication_year integer,
    publication_date date,
    cited_by_count bigint not null,
    abstract varchar,
    is_retracted boolean not null,
    is_paratext boolean not null,
    is_authors_truncated boolean not null,
    has_references boolean not null,
    updated_date varchar,
    json json not null,
    json_md5 varchar not null
);

create table work_versions (
    work_id varchar primary key,
    canonical_work_id varchar not null
);

create table sources (
    source_id varchar primary key,
    display_name varchar,
    issn_l varchar,
    type varchar,
    host_organization varchar
);

create table locations (
    work_id varchar,
    position integer,
    source_id varchar,
    source_name varchar,
    landing_page_url varchar,
    pdf_url varchar,
    version varchar,
    license varchar,
    is_oa boolean not null,
    is_published boolean not null,
    primary key (work_id, position)
);

create table authors (
    author_id varchar primary key,
    display_name varchar,
    orcid varchar
);

create table authorships (
    work_id varchar,
    position integer,
    author_id varchar,
    author_name varchar,
    is_corresponding boolean not null,
    primary key (work_id, position)
);

create table institutions (
    institution_id varchar primary key,
    display_name varchar,
    ror varchar,
    country_code varchar,
    type varchar
);

create table authorship_institutions (
    work_id varchar,
    position integer,
    institution_id varchar,
    primary key (work_id, position, institution_id)
);

create table topics (
    topic_id varchar primary key,
    display_name varchar,
    subfield varchar,
    field varchar,
    domain varchar
);

create table work_topics (
    work_id varchar,
    topic_id varchar,
    score double,
    primary key (work_id, topic_id)
);

create table work_references (
    citing_work_id varchar,
    cited_work_id varchar,
    primary key (citing_work_id, cited_work_id)
);

create table yearly_citations (
    work_id varchar,
    year integer,
    cited_by_count bigint not null,
    primary key (work_id, year)
);

create table node_metrics (
    graph varchar,
    work_id varchar,
    metric varchar,
    value double,
    parameters json,
    seed bigint,
    primary key (graph, work_id, metric)
);
