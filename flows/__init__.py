"""The shell: order, concurrency and progress. No logic of its own."""

from flows.prefect_environment import prepare_prefect

# Prefect reads its environment when it is first imported, wherever that happens.
prepare_prefect()
