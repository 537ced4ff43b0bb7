"""The shell: order, concurrency and progress. No logic of its own."""

from flows.settings import prepare_prefect

# Prefect reads its environment when it is first imported, wherever that happens.
prepare_prefect()
