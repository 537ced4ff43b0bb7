-- What an analysis says of nodes and of the communities it found. What each column holds: statements/comments.sql.

-- Measures are written as a whole and read as a whole; under a primary key, writing took thirty times as long.
-- checks/repeated_metrics.sql looks for what the key forbade.
create or replace table node_metrics (
    graph varchar not null,
    work_id varchar not null,
    metric varchar not null,
    value double not null,
    parameters json not null,
    seed bigint
);

create table communities (
    graph varchar,
    community integer,
    label varchar not null,
    words varchar[] not null,
    topics varchar[] not null,
    node_count bigint not null,
    parameters json not null,
    seed bigint,
    primary key (graph, community)
);
