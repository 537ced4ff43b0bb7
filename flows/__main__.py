"""``python -m flows``: the command line, from a plain checkout too; here every step is a flow run."""

from flows.cli import main
from flows.prefect_environment import steps_as_flows

with steps_as_flows():
    main()
