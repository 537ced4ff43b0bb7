"""The store: records in, rows out. The only package that speaks SQL and graphs."""
