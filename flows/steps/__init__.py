"""Steps that one process does alone, without the network: what the flows of these names run, and commands call at once.

No step knows Prefect: a command that takes a second does not wait ten for a server.
"""
