-- When works were last asked for, and what their citation counts were on which day.
-- What each column holds is said in statements/comments.sql.

create table fetches (
    work_id varchar primary key,
    fetched_date date not null,
    is_found boolean not null
);

create table citation_counts (
    work_id varchar,
    counted_date date,
    cited_by_count bigint not null,
    primary key (work_id, counted_date)
);

create table citing_fetches (
    work_id varchar primary key,
    fetched_date date not null
);
