"""Scripts of an edition: its own, and data as scripts.

Rule. A page without a server may load scripts, but fetch nothing and import nothing.
"""

import json
from pathlib import Path
from typing import Any

OFFLINE = "offline.js"
"""On every page: what stands in for the server's search."""
SEARCH = "search.js"
"""Within it, before it: how names are put in order."""
AGES = "ages.js"
"""On the pages of tools: what reads an age."""
NUMBERS = "numbers.js"
"""On the pages of criteria sets: what reads a number."""
EVALUATE = "evaluate.js"
"""On the same pages: what works out an answer."""
CRITERIA = "criteria.js"
"""On the same pages, after it: what reads the form and shows the answer."""
RANK = "rank.js"
"""On the page of the differential diagnosis: what ranks diseases."""
DIFFERENTIAL = "differential.js"
"""On the same page, after it: what reads the form and shows the list."""
ALL = (OFFLINE, AGES, NUMBERS, EVALUATE, CRITERIA, RANK, DIFFERENTIAL)

DISEASES = "data/differential.js"
"""The arrays that diseases are ranked by, from the root of the edition."""


def own_script(name: str) -> bytes:
    """A script of the edition, with its names to itself."""
    parts = (SEARCH, name) if name == OFFLINE else (name,)
    text = b"".join((Path(__file__).parent / each).read_bytes() for each in parts)
    return b"(() => {\n" + text + b"})();\n"


def holding(name: str, value: Any) -> bytes:
    """A script that leaves a JSON value under a global name."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Line separators end a line of a script, though not of JSON.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"globalThis.{name}={text};\n".encode()


def criteria_file(set_id: str) -> str:
    """Where the diagrams of a set lie, from the root of the edition."""
    return f"data/criteria/{set_id}.js"
