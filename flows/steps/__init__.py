"""What the flows of these names do, without Prefect: a flow hands in its tasks, and a command may call a step at once.

A command that takes a second does not wait ten for a server.
"""
