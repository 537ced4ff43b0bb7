"""One file a format, or a family of them: rows in, a file out. What asks the warehouse is ``warehouse.export``."""
