"""What holds for all tests.

Python keeps the bytecode of what it compiles, whatever the environment says: without it, each worker and each Prefect
server would compile all its packages anew, which takes longer than most tests.
"""

from __future__ import annotations

import os
import sys

from hypothesis import settings

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes says more about the machine than about the code.
settings.register_profile("citegraph", deadline=None)
settings.load_profile("citegraph")
