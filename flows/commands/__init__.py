"""The commands of the command line, one file for each question a reader comes with.

``run``: pages in, files out. ``stages``: one step of that alone. ``inspect``: what is in the warehouse. ``decide``:
what people decide. Each command's function turns words into parameters and results into tables (``screen``), and
imports what it needs when it is called: ``citegraph --help`` waits for nothing.
"""
