"""The programs that may call: their issuers, their keys, and which of their tokens were used.

Rule. A token is good for one call; what is kept of it is its id and its end, until that end.
"""

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any


@dataclass(frozen=True, slots=True)
class Caller:
    """One issuer of tokens."""

    iss: str
    keys: Mapping[str, Any]
    """Its public keys, a JSON Web Key Set."""
    jku: str = ""
    """Where the issuer says they stand; a token that names another place is refused."""
    tenant: str = ""


class Used:
    """The tokens that were used; in a file where several processes answer."""

    def __init__(self, file: Path | None = None) -> None:
        self._lock = Lock()
        self._store = sqlite3.connect(file or ":memory:", check_same_thread=False, timeout=5)
        with self._lock, self._store:
            self._store.execute(
                "create table if not exists used"
                " (iss text, jti text, ends real, primary key (iss, jti)) without rowid"
            )

    def first(self, iss: str, jti: str, ends: float) -> bool:
        """Whether the token is used for the first time; it is used then."""
        with self._lock, self._store:
            self._store.execute("delete from used where ends < ?", (time.time(),))
            added = self._store.execute(
                "insert or ignore into used values (?, ?, ?)", (iss, jti, ends)
            )
            return added.rowcount == 1
