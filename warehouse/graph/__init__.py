"""The graph as the warehouse holds it: relations, selections, rows, measures, and NetworkX's graphs."""
