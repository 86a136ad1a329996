"""A note on a page: the text with its findings marked, and what is asked about each."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from nosograph.recognition.recogniser import Mention

MOST_MARKED = 25_000
"""Bytes of the text with its marks that a page shows."""
MARK = 80
"""Bytes around a marked finding."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text; a finding, or what stands between two."""

    text: str
    label: str = ""
    """Of the finding; empty for other text."""
    polarity: str = ""


@dataclass(frozen=True, slots=True)
class AskedFinding:
    """A finding with what the reader may say about it."""

    term: str
    """As it was read; the form's fields carry it."""
    meant: str
    """The term that the reader has put in its place, or itself."""
    label: str
    href: str
    said: str
    """What the text says about it, in words."""
    onset: str
    status: str
    """present, absent or unknown."""
    near: tuple[tuple[str, str], ...]
    """Term and label of what is more exact or more general."""


@dataclass(frozen=True, slots=True)
class RecognisePage:
    """Everything the page shows."""

    action: str
    text: str
    pieces: tuple[Piece, ...] = ()
    findings: tuple[AskedFinding, ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    """Where a case goes for a criteria set that asks for one of the findings, and its title."""
    find: str = ""
    asked: bool = False
    problem: str = ""
    cut: str = ""
    """That there are more findings than are listed."""


def written(text: str) -> int:
    """The bytes that a text takes on a page."""
    return len(escape(text).encode("utf-8", "replace"))


def pieces(text: str, mentions: Sequence[Mention]) -> tuple[Piece, ...]:
    """The text in parts, findings and what stands between them, as far as a page has place."""
    found: list[Piece] = []
    place, left = 0, MOST_MARKED
    for each in mentions:
        if each.start < place:
            continue
        left -= written(text[place : each.end]) + MARK + written(each.label)
        if left < 0:
            return (*found, Piece(" …"))
        if each.start > place:
            found.append(Piece(text[place : each.start]))
        found.append(Piece(text[each.start : each.end], each.label, str(each.polarity)))
        place = each.end
    if place < len(text) and written(text[place:]) <= left:
        found.append(Piece(text[place:]))
    return tuple(found)
