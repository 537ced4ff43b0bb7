"""How papers are looked for in OpenAlex: strategies, queries, progress, and a dry run of it all."""
