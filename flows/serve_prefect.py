"""A Prefect server for one process: run as a script by ``flows.prefect_server``, and no module of ours.

It ends with the process that started it, however that ends: every system closes the pipes of a process that is gone,
and the end of its standard input is what this one waits for.
"""

from __future__ import annotations

import gc
import os
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

# Seconds that a server may take to end; a first start that changes its database is not broken off.
MAX_END = 30.0


def serve() -> None:
    """Tell the port on standard output at once, and serve Prefect's API there until standard input ends."""
    # Garbage collection in the midst of so many imports takes a fifth of the start, and finds nothing.
    gc.disable()
    os.umask(0o077)
    # Whoever asks before all is imported is answered then.
    listening = socket.create_server(("127.0.0.1", 0), backlog=100)
    print(listening.getsockname()[1], flush=True)
    servers: list[uvicorn.Server] = []
    threading.Thread(target=end_with_input, args=(servers,), daemon=True).start()
    servers.append(make_server())
    gc.freeze()
    gc.enable()
    servers[0].run(sockets=[listening])
    # Taking all the modules apart again would take a second.
    os._exit(0)


def make_server() -> uvicorn.Server:
    """Return the server, which does not run yet."""
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=True, final=True)
    return uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))


def end_with_input(servers: list[uvicorn.Server]) -> None:
    """End this process when its standard input ends: well if it serves already, else at once."""
    while os.read(0, 1):
        pass
    if servers:
        servers[0].should_exit = True
        time.sleep(MAX_END)
    os._exit(0)


if __name__ == "__main__":
    serve()
