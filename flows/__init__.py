"""The shell: order, concurrency and progress. No logic of its own."""
