"""The commands of the command line, one file for each question a reader comes with.

``everyday``: pages in, files out. ``stages``: one step of that alone. ``look``:
what is in the warehouse. What people decide is in ``flows.commands.decide``. Each
command's function turns words into parameters and results into tables, and
imports what it needs when it is called: ``citegraph --help`` waits for nothing.
"""
