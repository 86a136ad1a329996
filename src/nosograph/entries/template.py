"""A new entry: everything that a complete one has, with nothing said yet.

Rule. Nothing in it can be mistaken for content: what is still to be written is empty, and the
checker names each empty part, so that its list of problems is the list of what to do.
"""

from datetime import date

from nosograph.model.codes import Code
from nosograph.model.entries import (
    STANDARD_CHAPTERS,
    Chapter,
    CodeLink,
    Entry,
    Kind,
    PatientSection,
    Review,
)

REVIEW_EVERY = 365
"""Days until somebody has to look again."""

_SECTIONS = (
    ("What is {name}?", "what-it-is", ("overview", "clinical-features")),
    ("The most important points", "main-points", ("overview", "treatment")),
    ("When to get help at once", "emergency", ("natural-history-complications-and-prognosis",)),
    ("What causes it?", "causes", ("causes", "risk-factors")),
    ("How do doctors find out?", "diagnosis", ("diagnosis",)),
    ("How is it treated?", "treatment", ("treatment",)),
    ("What will the future bring?", "outlook", ("natural-history-complications-and-prognosis",)),
)


def new_entry(slug: str, name: str, codes: tuple[Code, ...], kind: Kind, today: date) -> Entry:
    """The template of an entry that begins today."""
    due = date.fromordinal(today.toordinal() + REVIEW_EVERY)
    curated = kind is Kind.CURATED
    return Entry(
        slug=slug,
        kind=kind,
        name=name,
        review=Review("not-reviewed", today, due),
        codes=tuple(CodeLink(code) for code in codes),
        professional=_chapters() if curated else (),
        patient={"en": _sections(name)} if curated else {},
    )


def _chapters() -> tuple[Chapter, ...]:
    return tuple(Chapter(title, level, "") for level, title in STANDARD_CHAPTERS)


def _sections(name: str) -> tuple[PatientSection, ...]:
    return tuple(
        PatientSection(title.format(name=name), id, renders, "") for title, id, renders in _SECTIONS
    )
