"""Measures of a graph, from arrays to arrays: no database, no files. ``warehouse.metrics`` reads and stores them."""
