"""How far a long DuckDB statement is, told from beside it.

Rule. DuckDB's own bar goes to standard output, where results belong; it is switched off.
"""

from collections.abc import Callable
from threading import Event, Thread

import duckdb

EVERY = 0.2
"""Seconds between two looks."""

Share = Callable[[float], None]
"""Is told how many percent of the present statement are done."""


class Watch:
    """Tells about the statements of one connection until it is stopped."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, share: Share | None) -> None:
        connection.execute("SET enable_progress_bar_print = false; SET progress_bar_time = 0")
        self._connection = connection
        self._share = share
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        if share is not None:
            self._thread.start()

    def stop(self) -> None:
        """Before the connection is closed."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            done = self._connection.query_progress()
            if done >= 0 and self._share is not None:
                self._share(done)
