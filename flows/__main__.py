"""``python -m flows``: the command line, from a plain checkout too."""

from flows.cli import main

main()
