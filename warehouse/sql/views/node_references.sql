-- One row is one reference of one node, in whichever version; a cited work that is a version of a node is that node.
create view node_references as
select distinct
    citing.canonical_work_id as citing_work_id,
    coalesce(cited.canonical_work_id, work_references.cited_work_id) as cited_work_id
from work_references
join node_works as citing on citing.work_id = work_references.citing_work_id
left join node_works as cited on cited.work_id = work_references.cited_work_id
where
    citing.canonical_work_id != coalesce(cited.canonical_work_id, work_references.cited_work_id)
    -- empty records, of which nobody can say what they are
    and work_references.cited_work_id not in (
        select work_id from works where title is null and type is null and not has_references
    );

comment on view node_references is 'One row is one reference of one node, in whichever version; a cited work that is a version of a node is that node.';
comment on column node_references.citing_work_id is 'The node with the reference list.';
comment on column node_references.cited_work_id is 'The work cited, inside the graph or outside.';
