"""Labels that contradict their codes: a record that names one finding and writes another's id.

Rule. The code is used, as everywhere; what it is and what it was called is said, since one of them
is wrong. A label that is a name of its code in other words is none of these.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.library.reader import Library
from nosograph.model.cases import Statement

TRIED = 5
"""Findings that a label may mean which are looked at."""


@dataclass(frozen=True, slots=True)
class Mislabelled:
    """A finding that the record calls by a name that is not its own."""

    term: str
    label: str
    """HPO's name of it."""
    called: str
    """What the record calls it."""
    meant: str = ""
    """The finding whose name that is, where there is one."""


def mislabelled(statements: Iterable[Statement], library: Library) -> tuple[Mislabelled, ...]:
    """The findings whose labels are names of others, or share no word with any of theirs."""
    found = (_mislabelled(each, library) for each in statements if each.label)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _mislabelled(statement: Statement, library: Library) -> Mislabelled | None:
    record = library.finding(statement.code, limit=0)
    if record is None:
        return None
    called = statement.label.casefold()
    own = [record.label, *(each.text for each in record.synonyms), *record.lay]
    if called in map(str.casefold, own):
        return None
    meant = next(
        (
            each.slug
            for each in library.search.findings(statement.label, TRIED)
            if called in (each.name.casefold(), each.matched.casefold())
        ),
        "",
    )
    if not meant and _words(called) & _words(" ".join(own)):
        return None
    return Mislabelled(record.term, record.label, statement.label, meant)


def _words(text: str) -> set[str]:
    """The beginnings of its words, so that other endings are the same word."""
    return {word[:5] for word in re.findall(r"\w{3,}", text.casefold())}
