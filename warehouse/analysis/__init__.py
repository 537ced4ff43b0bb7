"""Measures of a graph, from arrays to arrays: no database, no files. Stored by
``warehouse.graph.metrics``."""
