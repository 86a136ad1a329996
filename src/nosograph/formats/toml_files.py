"""Settings and mappings in TOML, as people write them.

Rule. What is larger, deeper or more dotted than anybody writes is refused before it is read: the
reader of the standard library takes memory with the square of a key's parts.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

LARGEST = 2**20
_DOTTED = re.compile(r"(?:[\w\"'-]+[ \t]*\.[ \t]*){40}")


def read_toml(path: Path) -> dict[str, Any]:
    """What a file holds.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no TOML in UTF-8, or larger or deeper than a file of settings.
    """
    with path.open("rb") as file:
        written = file.read(LARGEST + 1)
    if len(written) > LARGEST:
        raise ValueError(f"larger than {LARGEST // 2**20} MB")
    text = written.decode("utf-8")
    if _DOTTED.search(text):
        raise ValueError("a key of more than 40 parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
