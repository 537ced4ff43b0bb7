-- One row: whether each version of a paper is a node of its own.
select exists (from settings where name = 'versions' and value = 'apart') as is_apart;
