-- An empty table for the papers that are asked for.
create or replace temp table asked_papers (
    paper_id varchar,
    title varchar,
    abstract varchar,
    doi varchar,
    arxiv_id varchar,
    openalex_id varchar
);
