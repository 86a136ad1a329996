"""A note to findings: which, where, and what is said about each.

Rule 1. Nothing of a text is kept; the recogniser remembers single words and no more.
Rule 2. A text has a longest length, and what is longer is refused, not cut in silence.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nosograph.model.failures import NosographError
from nosograph.recognition.abbreviations import Abbreviations
from nosograph.recognition.context import LONGEST_HEADING, Context
from nosograph.recognition.dictionary import Lookup, TermDictionary
from nosograph.recognition.match import Found, found_in
from nosograph.recognition.onsets import Onsets
from nosograph.recognition.phrases import words_of
from nosograph.recognition.spoken import LANGUAGES
from nosograph.recognition.spoken import language as spoken
from nosograph.recognition.statuses import Place, Polarity
from nosograph.recognition.text import Reader, Sentence
from nosograph.recognition.words import data

LONGEST_TEXT = 5_000_000
"""Characters of one text; a long case report has 50,000."""
DETECTED = 4_000
"""Characters that tell the language."""

_BLANK = re.compile(r"\n\s*\n\s*$")
_WORD = re.compile(r"[^\W\d_]+")


class TextTooLongError(NosographError):
    """A text that is longer than LONGEST_TEXT."""


class Mode(StrEnum):
    """Which of several findings in one place are given."""

    NESTED = "nested"
    LONGEST = "longest"


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding in a text."""

    start: int
    end: int
    text: str
    term: str
    """HPO id."""
    label: str
    finding: bool
    """False for modes of inheritance, courses and other terms that are no findings."""
    polarity: Polarity
    onset: str = ""
    """An ISO 8601 period or a term of HPO; empty where the text does not say."""


class _Speaker:
    """Everything about one language."""

    def __init__(self, lookup: Lookup, terms: Sequence[tuple[str, str, bool]]) -> None:
        known = data(lookup.language.tag)
        self.lookup = lookup
        self.reader = Reader(lookup)
        self.context = Context(known["context"], lookup.language.conjunctions)
        self.onsets = Onsets(known["onset"], lookup.language.conjunctions)
        self._terms = terms
        self._only = {
            number: re.compile(pattern, re.IGNORECASE)
            for word, pattern in known["only_as"].items()
            for number, (_, label, _) in enumerate(terms)
            if f"({word})" in label or f" {word} " in label
        }

    def means_it(self, text: str, found: Found) -> bool:
        """False where the words deny the finding that they look like."""
        pattern = self._only.get(found.term)
        return pattern is None or pattern.search(text, found.start, found.end + 4) is not None

    def is_finding(self, found: Found) -> bool:
        """Whether it is a finding and not a course or the like."""
        return self._terms[found.term][2]


class Recogniser:
    """Reads notes with the names of a release."""

    def __init__(self, dictionary: TermDictionary) -> None:
        self._dictionary = dictionary
        self._speakers: dict[str, _Speaker] = {}

    def language_of(self, text: str) -> str:
        """The language whose small words and letters the text has most of.

        Where they do not tell, it is the one in which more findings are named, else English.
        """
        beginning = text[:DETECTED]
        words = [word.lower() for word in _WORD.findall(beginning)]

        def told(tag: str) -> int:
            known = spoken(tag)
            letters = sum(map(beginning.lower().count, known.letters))
            return letters + sum(word in known.telling for word in words)

        evidence = {tag: told(tag) for tag in LANGUAGES}
        likely = [tag for tag in LANGUAGES if evidence[tag] == max(evidence.values())]
        if len(likely) == 1:
            return likely[0]
        return max(likely, key=lambda tag: len(self.mentions(beginning, language=tag)))

    def mentions(
        self, text: str, mode: Mode = Mode.NESTED, language: str | None = None
    ) -> list[Mention]:
        """The findings in a text, by place.

        Raises:
            TextTooLongError: the text is too long.
        """
        if len(text) > LONGEST_TEXT:
            raise TextTooLongError(
                f"a text of {len(text):,} characters: at most {LONGEST_TEXT:,} are read at once"
            )
        speaker = self._speaker(language or self.language_of(text))
        terms = self._dictionary.terms
        found = [
            Mention(
                each.start,
                each.end,
                text[each.start : each.end],
                *terms[each.term],
                polarity,
                onset,
            )
            for each, polarity, onset in _read(speaker, text, mode)
        ]
        return sorted(found, key=lambda each: (each.start, -each.end, each.term))

    def _speaker(self, tag: str) -> _Speaker:
        if tag not in self._speakers:
            self._speakers[tag] = _Speaker(self._dictionary.lookup(tag), self._dictionary.terms)
        return self._speakers[tag]


def _read(speaker: _Speaker, text: str, mode: Mode) -> Iterator[tuple[Found, Polarity, str]]:
    abbreviations = Abbreviations()
    section, before = Polarity.PRESENT, ""
    asked: list[tuple[Found, Polarity, str]] = []
    for sentence in speaker.reader.sentences(text):
        if section is not Polarity.PRESENT and _ends_section(
            speaker, text, sentence, before, section
        ):
            section = Polarity.PRESENT
        before = text[sentence.start : sentence.end] if sentence.words else before
        found = found_in(text, sentence, speaker.lookup) if sentence.tokens else []
        found = [each for each in found if speaker.means_it(text, each)]
        found = _without_denials(speaker, text, found)
        found += abbreviations.in_sentence(text, sentence, found)
        heading = text[sentence.end - 1 : sentence.end] == ":"
        if asked:
            answer = speaker.context.answer(words_of(text, sentence.start, sentence.end)[:4])
            yield from ((each, answer or said, onset) for each, said, onset in asked)
            asked = []
        if heading and sentence.words <= LONGEST_HEADING:
            words = words_of(text, sentence.start, sentence.end - 1)
            section = speaker.context.section(words) or Polarity.PRESENT
        if not found:
            continue
        told = _said(speaker, text, sentence, _chosen(found, mode), section)
        if heading:
            asked = told
        else:
            yield from told
    yield from asked


def _ends_section(
    speaker: _Speaker, text: str, sentence: Sentence, before: str, section: Polarity
) -> bool:
    """Whether what a heading says is over: after `none` or a blank line, or the patient is meant."""
    if before.endswith(":"):
        return False
    if _BLANK.search(before) or speaker.context.answer(words_of(before, 0, len(before))[:4]):
        return True
    return speaker.context.about_patient(words_of(text, sentence.start, sentence.end), section)


def _said(
    speaker: _Speaker, text: str, sentence: Sentence, found: Sequence[Found], section: Polarity
) -> list[tuple[Found, Polarity, str]]:
    words = words_of(text, sentence.start, sentence.end)
    starts, ends = [word.start for word in words], [word.end for word in words]
    places = [
        Place(
            bisect_right(ends, each.start),
            bisect_left(starts, each.end),
            speaker.is_finding(each),
        )
        for each in found
    ]
    polarities = speaker.context.polarities(words, places)
    onsets = speaker.onsets.of(words, places)
    return [
        (
            each,
            section if polarity is Polarity.PRESENT or section is Polarity.FAMILY else polarity,
            "" if polarity in {Polarity.ABSENT, Polarity.FAMILY} else onset,
        )
        for each, polarity, onset in zip(found, polarities, onsets, strict=True)
    ]


def _without_denials(speaker: _Speaker, text: str, found: Sequence[Found]) -> list[Found]:
    """Findings without those that need a denial beside the words that name the same: `no weakness`."""

    def plainer(each: Found) -> bool:
        return any(
            other.term == each.term
            and each.start <= other.start
            and other.end <= each.end
            and other.end - other.start < each.end - each.start
            for other in found
        )

    return [
        each
        for each in found
        if each.words < 2
        or not plainer(each)
        or not speaker.context.denies(words_of(text, each.start, each.end))
    ]


def _chosen(found: Sequence[Found], mode: Mode) -> list[Found]:
    """Each finding once in a place; in the longest mode none within a longer one."""
    once: dict[tuple[int, int, int], Found] = {}
    for each in found:
        once.setdefault((each.start, each.end, each.term), each)
    kept = sorted(once.values(), key=lambda each: (each.start, -each.end))
    if mode is Mode.NESTED:
        return kept
    longest: list[Found] = []
    for each in sorted(kept, key=lambda each: (each.between > 0, each.start - each.end)):
        if not any(each.start < other.end and other.start < each.end for other in longest):
            longest.append(each)
    return sorted(longest, key=lambda each: each.start)
