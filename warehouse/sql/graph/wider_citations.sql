-- One row is one citation by a node, of another node or of a work outside the corpus.
from citation_edges
union all
from outside_citation_edges
