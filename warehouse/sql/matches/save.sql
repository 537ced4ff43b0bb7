-- Staged verdicts replace those that differ, candidates and all; the answer is one row: verdicts new or changed.
create or replace temp table incoming as
with
typed as (
    select unnest(from_json(record, '{
        "source": "VARCHAR",
        "match": {
            "paper_id": "VARCHAR",
            "status": "VARCHAR",
            "reason": "VARCHAR",
            "score": "DOUBLE",
            "work_id": "VARCHAR",
            "version_ids": ["VARCHAR"],
            "candidates": [{
                "rank": "INTEGER",
                "candidate": {
                    "work_id": "VARCHAR",
                    "title": "VARCHAR",
                    "found_by": "VARCHAR",
                    "doi": "VARCHAR",
                    "type": "VARCHAR",
                    "source_name": "VARCHAR",
                    "publication_year": "INTEGER",
                    "author_names": ["VARCHAR"]
                },
                "evidence": {evidence},
                "conflict": "VARCHAR"
            }]
        }
    }'))
    from staged
)
select source, unnest("match")
from typed;

create or replace temp table incoming_matches as
select
    paper_id,
    status,
    reason,
    score,
    work_id,
    version_ids,
    source,
    len(candidates) as candidate_count
from incoming;

create or replace temp table incoming_candidates as
with
listed as (
    select paper_id, unnest(candidates) as judged
    from incoming
)
select
    paper_id,
    judged.candidate.work_id as work_id,
    judged.rank as rank,
    judged.candidate.found_by as found_by,
    judged.candidate.title as title,
    judged.candidate.doi as doi,
    judged.candidate.source_name as source_name,
    judged.candidate.publication_year as publication_year,
    judged.candidate.type as type,
    judged.candidate.author_names as author_names,
    judged.conflict as conflict,
    unnest(judged.evidence)
from listed;

create or replace temp table changed_papers as
with
different_matches as (
    select * from incoming_matches
    except
    select * from matches
),
old_candidates as (
    select candidates.*
    from candidates
    join incoming_matches using (paper_id)
),
gained_candidates as (
    select * from incoming_candidates
    except
    select * from old_candidates
),
lost_candidates as (
    select * from old_candidates
    except
    select * from incoming_candidates
)
select paper_id from different_matches
union
select paper_id from gained_candidates
union
select paper_id from lost_candidates;

delete from candidates where paper_id in (select paper_id from changed_papers);

insert into candidates by name
select * from incoming_candidates
where paper_id in (select paper_id from changed_papers);

insert or replace into matches by name
select * from incoming_matches
where paper_id in (select paper_id from changed_papers);

select count(*) as changed_count from changed_papers;
