"""Fragments of the documentation's pages, for tests that use them as a reader would."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
_FENCE = re.compile(r"^ *```(\w+)[^\n]*\n(.*?)\n *```$", re.M | re.S)


def fragments(page: str) -> list[tuple[str, str, str]]:
    """The heading above, the language and the text of every fragment of a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    outside = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), text)
    headings = [(m.start(), m[1]) for m in re.finditer(r"^#+ (.+)$", text, re.M)]
    real = set(re.findall(r"^#+ (.+)$", outside, re.M))
    return [
        (
            next(name for at, name in reversed(headings) if at < match.start() and name in real),
            match[1],
            match[2] + "\n",
        )
        for match in _FENCE.finditer(text)
    ]


def fragment(page: str, heading: str, number: int = 0) -> str:
    """The text of a fragment below a heading."""
    found = [text for name, _, text in fragments(page) if name == heading]
    return found[number]


def plain(yaml: str) -> str:
    """YAML without the remarks, which entry files may not have."""
    return re.sub(r" +#.*$", "", yaml, flags=re.M)
