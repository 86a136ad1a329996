"""What the search box is asked.

Rule. What the index does not answer as typed is read as a note is (`eyes that dance`): the findings
that its words name are searched instead, and the answer says so.
"""

import re
from dataclasses import dataclass, replace

from nosograph.asking.release import OpenRelease
from nosograph.library import cards
from nosograph.library.annotations import hpo_number
from nosograph.library.answers import Note, SearchAnswer, SearchResult, result
from nosograph.library.candidates import Candidate, Match
from nosograph.library.question import LONGEST_TEXT, PERSONS
from nosograph.library.words import words
from nosograph.recognition.recogniser import Mention, Mode
from nosograph.recognition.spoken import language
from nosograph.recognition.statuses import Polarity

MOST_READ = 8
"""Findings that a question is read as."""

_QUANTITY = re.compile(
    r"\s(?:(?:[<>≥≤=]|über|unter|above|below|over|under|of|von|mehr als|more than)\s*\d+(?:[.,]\d+)?|\d+[.,]\d+)"
    r"\s*(?:°\s*[cf]?|grad|celsius|degrees|%|[mµ]?g/d?l|m?mol/l)?\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What somebody looks for, and where."""

    text: str
    kind: str | None = None
    system: str | None = None
    limit: int = 20
    offset: int = 0
    language: str = "en"
    """In which somebody reads; misspelt words are looked up among its words."""


@dataclass(frozen=True, slots=True)
class FindingMeant:
    """The finding that is meant, or those that may be."""

    term: str = ""
    """Its HPO id; empty where none is meant for sure."""
    near: tuple[SearchResult, ...] = ()


def search(release: OpenRelease, question: SearchQuestion) -> SearchAnswer:
    """Diseases, findings and genes, the best first."""
    answer = _asked(release, question)
    if question.offset or answer.named:
        return answer
    measured = _QUANTITY.search(question.text)
    if measured is not None:
        # `fever 39.5`: the number is no part of the name
        less = _asked(release, replace(question, text=question.text[: measured.start()]))
        if less.named:
            aside = Note("set-aside", (measured[0].strip(),))
            return replace(less, query=question.text, notes=(*less.notes, aside), named=False)
    read = () if _answers(answer) else _read(release, question.text)
    if not read:
        return answer
    named = tuple(each.name for each in read)
    again = _asked(release, replace(question, text=", ".join(named)))
    lines = () if question.kind or question.system else read
    diseases = again.results if _answers(again) else ()
    ordered = (*diseases, *lines) if len(read) > 1 else (*lines, *diseases)
    once = tuple({(each.type, each.slug): each for each in ordered}.values())
    return replace(
        again,
        query=question.text,
        results=once[: question.limit],
        total=max(again.total if diseases else 0, len(once)),
        notes=(Note("read-as", named),),
        named=False,
    )


def _asked(release: OpenRelease, question: SearchQuestion) -> SearchAnswer:
    return release.library.search.search(
        question.text,
        limit=question.limit,
        offset=question.offset,
        kind=question.kind,
        system=question.system,
        language=question.language,
    )


def suggestions(
    release: OpenRelease, text: str, limit: int, language: str = "en"
) -> tuple[SearchResult, ...]:
    """What a beginning may become."""
    return tuple(release.library.search.suggest(text, limit, language)) if text else ()


def findings(release: OpenRelease, text: str, limit: int) -> tuple[SearchResult, ...]:
    """Findings that a word may mean."""
    found = tuple(release.library.search.findings(text, limit))
    if found and found[0].match in (Match.EXACT, Match.LAY):
        return found
    read = _read(release, text)
    known = {each.slug for each in read}
    return (*read, *(each for each in found if each.slug not in known))[:limit]


def _answers(answer: SearchAnswer) -> bool:
    """Whether the first line has every word as it was typed."""
    return bool(answer.results) and answer.results[0].match not in (Match.FUZZY, Match.SOME)


def _read(release: OpenRelease, text: str) -> tuple[SearchResult, ...]:
    """The findings that a text names if it says nothing else."""
    text = text[:LONGEST_TEXT]
    recogniser = release.recogniser
    tag = recogniser.language_of(text)
    mentions = [each for each in recogniser.mentions(text, Mode.LONGEST, tag) if each.finding]
    said = [each for each in mentions if each.polarity is not Polarity.ABSENT]
    if not said or not _covered(text, tag, mentions):
        return ()
    lines = {}
    for each in said:
        card = release.library.search.card(cards.FINDING_TYPE, each.term)
        if card is not None:
            lines[each.term] = result(Candidate(card, Match.LAY, 1.0, each.text, 0.0))
    return tuple(lines.values())[:MOST_READ]


def _covered(text: str, tag: str, mentions: list[Mention]) -> bool:
    spoken = language(tag)
    small = spoken.stop | spoken.conjunctions | spoken.neutral | PERSONS
    return all(
        any(each.start <= match.start() < each.end for each in mentions)
        or spoken.folded(match[0]) in small
        or small.issuperset(words(match[0]))
        for match in _WORD.finditer(text)
    )


def finding_meant(release: OpenRelease, text: str) -> FindingMeant:
    """The finding that `text` is the HPO id of, or names exactly."""
    text = text.strip()
    if hpo_number(text) is not None:
        return FindingMeant(text.upper())
    near, wanted = findings(release, text, 5), text.casefold()
    for each in near:
        if wanted in (each.name.casefold(), each.matched.casefold()):
            return FindingMeant(each.slug)
    return FindingMeant(near=near)
