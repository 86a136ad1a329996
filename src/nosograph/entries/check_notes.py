"""What the notes on a work say against what is claimed of it.

Rule 1. A number of a claim stands, with its unit, in a note on one of the works that it cites.
Rule 2. Of several works that a sentence cites each shares a number or a word with it in its
notes; in a table or a conflict each supports a part of its own, and a short sentence says little.
Rule 3. What has no notes is not judged: unknown is not absent; the entry tells which works.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nosograph.entries.kinds import DIFFERENTIAL, PRESENTATION
from nosograph.entries.problems import Desk, Place
from nosograph.entries.read import ENTRY, PROFESSIONAL, REFERENCES, LocatedEntry
from nosograph.model.entries import Entry
from nosograph.model.problems import Report
from nosograph.prose.claims import Claim, against, claims_of, figure_words, finding_words

Number = tuple[float, str]
"""A value and the unit behind it, as `_UNITS` names it; empty where there is none."""

_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_VALUE = r"\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?!\d)|\d+(?:\.\d+)?|\.\d+"
_NUMBER = re.compile(
    rf"(?<![\w.])(?<![^\W\d_][-–:])(?:{_VALUE}|(?<!\bthe )(?<!\bThe )(?<!these )(?<![Bb]etween )(?<!same )(?<!\bin )(?<!not )(?i:{'|'.join(_WORDS)})\b)"
    r"(?!\d|-?[A-Z]|\.\d|[ -](?:thirds|quarters|fifths|tenths)\b)"
)
_YEARS = re.compile(r"\b(\d\d)(\d\d)([-–/])(\d\d)\b")
"""`2003-05`, which is written out before it is read."""
_RANGE = re.compile(rf"\s*(?:[-–/±]|to)\s*(?:{_VALUE})")
_UNIT = re.compile(r"[\s-]*(%|°C|[a-zµμ]+(?:/[a-zµμ]+)?)", re.IGNORECASE)
_UNITS = {
    unit: names[0]
    for names in (
        ("%", "percent"), ("years", "year", "yr", "yrs", "y", "yo"),
        ("months", "month", "mo", "mos"), ("weeks", "week", "wk", "wks"),
        ("days", "day", "d"), ("hours", "hour", "h"), ("minutes", "minute", "min"),
        ("ms", "milliseconds"), ("mm",), ("cm",), ("°c",), ("mg/dl",), ("mmol/l",),
        ("g/l",), ("mmol/mol",), ("mmhg",),
    )
    for unit in names
}  # fmt: skip
_NAMED = re.compile(r"(?:type|stage|grade|class|group|phase|level|criterion|step|version|table|chapter)s?\s*$", re.IGNORECASE)  # fmt: skip
"""What a number behind it names, rather than counts."""
_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 5
"""Letters by which two words are taken for one: `relapse`, `relapsed`, `relapses`."""
_ENOUGH = 4
"""Words of a sentence, the disease's name left out, from which on one of them is expected."""


@dataclass(frozen=True, slots=True)
class _Noted:
    """What is noted on one work."""

    numbers: frozenset[Number]
    stems: frozenset[str]


def check_notes(located: LocatedEntry, report: Report) -> None:
    """Report claims that say more than the notes on the works that they cite."""
    entry = located.entry
    noted = {e.key: _noted(e.csl) for e in entry.references if notes_of(e.csl)} if entry else {}
    if entry is None or not noted:
        return
    known = {each.key for each in entry.references}
    own = _stems(" ".join((entry.name, *(name.text for name in entry.names))))
    places, unread = _Places(located, entry), set[str]()
    for claim in claims_of(entry):
        file, at = places.of(claim)
        desk = located.desk(file, report)
        works = {key: noted[key] for key in claim.keys if key in noted}
        if len(works) == len(claim.keys) > 0:
            _check_numbers(claim, works, desk, at)
        elif any(numbers(claim.text)):
            unread |= known.intersection(claim.keys) - noted.keys()
        sentence = file == PROFESSIONAL and claim.kind != "row" and claim.block != "conflict"
        if sentence and len(works) > 1:
            _check_support(claim, works, own, desk, at)
    if unread:
        located.desk(REFERENCES, report).note(
            "work-without-notes",
            f"{len(unread)} of the works cited for numbers have no notes",
            value=", ".join(sorted(unread)),
            hint='write what was read into "custom": {"notes": […]}',
        )


def notes_of(csl: Mapping[str, Any]) -> tuple[str, ...]:
    """What was noted on a work when it was read."""
    custom = csl.get("custom")
    given = custom.get("notes") if isinstance(custom, dict) else None
    return tuple(each for each in given if isinstance(each, str)) if isinstance(given, list) else ()


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text that count or measure something."""
    text = _YEARS.sub(r"\1\2\3\1\4", text)
    for match in _NUMBER.finditer(text):
        if _NAMED.search(text[: match.start()]):
            continue
        value = match[0].casefold()
        yield float(_WORDS.get(value) or re.sub(r"[,\s]", "", value)), _unit(text, match.end())


def _unit(text: str, end: int) -> str:
    """The unit of a number that ends there, behind the other end of its range too."""
    while more := _RANGE.match(text, end):
        end = more.end()
    found = _UNIT.match(text, end)
    return _UNITS.get(found[1].casefold(), "") if found else ""


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))


def _noted(csl: Mapping[str, Any]) -> _Noted:
    said = " \n ".join((*notes_of(csl), str(csl.get("title", "")), str(csl.get("issued", ""))))
    return _Noted(frozenset(numbers(said)), _stems(said))


def _is_noted(number: Number, noted: frozenset[Number]) -> bool:
    value, unit = number
    return any(
        (value == other or (value == round(other) and unit == "%"))
        and (unit in ("", found) or not found)
        for other, found in noted
    )


def _check_numbers(claim: Claim, works: Mapping[str, _Noted], desk: Desk, at: Place) -> None:
    every = frozenset[Number]().union(*(each.numbers for each in works.values()))
    for value, unit in dict.fromkeys(numbers(claim.text)):
        if not _is_noted((value, unit), every):
            said = f"{value:g} {unit}".strip()
            desk.note(
                "number-not-noted",
                f"{said!r} stands in no note on {', '.join(works)}: {_short(claim.text)!r}",
                at,
                value=said,
                hint="write the number of the source, cite the work that has it, or note it there",
            )


def _check_support(
    claim: Claim, works: Mapping[str, _Noted], own: frozenset[str], desk: Desk, at: Place
) -> None:
    stems, found = _stems(claim.text) - own, frozenset(numbers(claim.text))
    for key, noted in works.items() if len(stems) >= _ENOUGH else ():
        if not stems & noted.stems and not any(_is_noted(each, noted.numbers) for each in found):
            desk.note(
                "unrelated-work",
                f"the notes on {key!r} share no number and no word with {_short(claim.text)!r}",
                at,
                value=key,
                hint="cite only works that support it, or note what the work says of it",
            )


def _short(text: str) -> str:
    return text if len(text) < 90 else text[:90].rsplit(" ", 1)[0] + " …"


class _Places:
    """Where the claims of an entry stand."""

    def __init__(self, located: LocatedEntry, entry: Entry) -> None:
        titles = {chapter.line: chapter.id for chapter in entry.professional}
        parts = located.parts.get(PROFESSIONAL, ())
        self._parts = {titles[part.line]: part for part in parts if part.line in titles}
        self._lines = {figure_words(each): each.line for each in entry.figures}
        self._lines |= {finding_words(each): each.line for each in entry.findings}
        apart = entry.differential.neighbours if entry.differential else ()
        self._neighbours = {against(each): each.line for each in apart}
        self._rest = ENTRY if entry.presentation is None else PRESENTATION

    def of(self, claim: Claim) -> tuple[str, Place]:
        """The file, and where in it."""
        part = self._parts.get(claim.chapter)
        if part is not None and claim.at is not None and claim.kind not in ("figure", "finding"):
            return PROFESSIONAL, part.place(claim.at[0])
        if claim.chapter in self._neighbours:
            return DIFFERENTIAL, (self._neighbours[claim.chapter], 1)
        line = self._lines.get(claim.text, 0)
        return self._rest, (line, int(line > 0))
