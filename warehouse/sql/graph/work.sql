-- One row is one work of the corpus, as a node.
from graph_nodes;
