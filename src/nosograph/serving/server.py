"""The server: one socket, one process or several, quick about starting and stopping."""

import logging
import socket
import sys
from collections.abc import Sequence
from typing import Any

import uvicorn

from nosograph.serving.connections import Bounded
from nosograph.serving.frame import Site, log_to_stderr
from nosograph.serving.metrics import share_between_processes

WAITING = 2048
"""Connections that may wait to be accepted."""

PATIENCE = 10
"""Seconds that requests have to end when the server stops."""


def free_socket(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        OSError: the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(WAITING)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening


SWITCHING = 0.0005
"""Seconds that a thread keeps the interpreter while another one waits for it: a tenth of what
Python does, because the event loop is always the one that waits."""

OPTIONS: dict[str, Any] = {
    "http": Bounded,
    "access_log": False,  # it would log queries; the frame keeps a log of routes
    "log_config": None,
    "server_header": False,
    "lifespan": "on",
    "ws": "none",
    "backlog": WAITING,
    "timeout_graceful_shutdown": PATIENCE,
}


def let_the_loop_in() -> None:
    """Have threads that work something out give way to the event loop."""
    sys.setswitchinterval(SWITCHING)


def run(
    site: Site,
    listening: socket.socket,
    *,
    quiet: bool = False,
    log: str = "text",
    proxies: Sequence[str] = (),
) -> None:
    """Serve until stopped; `log` is the form of the log, `text` or `json`; `proxies` are believed
    when they name the client."""
    log_to_stderr(logging.ERROR if quiet else logging.INFO, log)
    let_the_loop_in()
    uvicorn.Server(uvicorn.Config(site, **OPTIONS, forwarded_allow_ips=[*proxies])).run(
        sockets=[listening]
    )


def run_several(factory: str, host: str, port: int, workers: int, proxies: Sequence[str]) -> None:
    """Serve from several processes until stopped; each calls `factory`, `module:function`."""
    share_between_processes()
    uvicorn.run(
        factory,
        host=host,
        port=port,
        workers=workers,
        factory=True,
        forwarded_allow_ips=[*proxies],
        **OPTIONS,
    )
