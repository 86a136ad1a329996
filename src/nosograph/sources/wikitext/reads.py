"""What the parts of the reader ask of the whole, and the small things that they share."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nosograph.prose.tree import Block, Inline, Text
from nosograph.sources.wikitext.nodes import Code, Node
from nosograph.sources.wikitext.page import Chart, Provenance
from nosograph.sources.wikitext.works import Works

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


@dataclass(slots=True)
class Place:
    """Where the reader is."""

    line: int = 1
    section: str = ""


class Reads(Protocol):
    """The reader of a page."""

    provenance: Provenance
    at: Place
    works: Works
    counts: Counter[str]
    charts: list[Chart]

    def blocks(self, code: Sequence[Node], *, within: bool = False) -> tuple[Block, ...]:
        """What nodes say, as blocks."""
        ...

    def inline(self, code: Code | None) -> tuple[Inline, ...]:
        """What a piece of wikitext says, as running text."""
        ...

    def doubt(self, slug: str, value: str, mended: str = "") -> None:
        """Something about the place where the reader is."""
        ...

    def keep(self, kind: str, name: str, words: tuple[Block, ...], source: str) -> None:
        """A piece that has no place in the text."""
        ...


def words_of(inside: Sequence[Inline]) -> str:
    """What running text says, without marks and references."""
    told = (
        part.text if isinstance(part, Text) else words_of(getattr(part, "inside", ()))
        for part in inside
    )
    return "".join(told)


def shifted(name: str, words: str) -> str:
    """Raised or lowered digits; a power that no letters are made for is written out, because
    without its mark it would be another number."""
    if not re.search(r"\d", words):
        return words
    letters = words.translate(_RAISED if name == "sup" else _LOWERED)
    if all(a != b for a, b in zip(words, letters, strict=True)):
        return letters
    is_power = name == "sup" and re.match(r"[\d+−-]", words)
    return f"^({words})" if is_power else words
