"""The core: text and JSON in, records out. The only package that speaks HTTP."""
