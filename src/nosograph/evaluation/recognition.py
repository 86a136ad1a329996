"""Recognition on a gold corpus: every system on the same notes, in the same run.

Rule 1. Only phenotypic abnormalities count, on both sides; alternative and former ids are
followed.
Rule 2. A mention counts if place and term agree; a document's terms count once each.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import msgspec

from nosograph.asking.release import OpenRelease
from nosograph.library.words import words
from nosograph.recognition.recogniser import Mode

Placed: TypeAlias = tuple[int, int, str]
"""Start, end and term of a mention."""
System: TypeAlias = Callable[[str], Iterable[Placed]]

LONGEST_NAME = 10
"""Words of a name that the plain dictionary looks up."""


class _GoldMention(msgspec.Struct):
    start: int
    end: int
    hpo: str


class GoldNote(msgspec.Struct):
    """A note with what annotators found in it."""

    id: str | int
    text: str
    mentions: list[_GoldMention] = []


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How many were right, given and expected."""

    right: int
    given: int
    expected: int

    @property
    def precision(self) -> float:
        """Right ones among those given."""
        return self.right / max(self.given, 1)

    @property
    def recall(self) -> float:
        """Right ones among those expected."""
        return self.right / max(self.expected, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(self.given + self.expected, 1)


@dataclass(frozen=True, slots=True)
class RecognitionRow:
    """One system on one corpus."""

    system: str
    mention: Retrieval
    document: Retrieval
    per_second: float
    """Notes per CPU-second."""


def gold_notes(text: str) -> list[GoldNote]:
    """The notes of a file, one a line.

    Raises:
        ValueError: a line is none.
    """
    decoder = msgspec.json.Decoder(GoldNote)
    return [decoder.decode(line.encode()) for line in text.splitlines() if line.strip()]


def measured(
    release: OpenRelease, notes: Sequence[GoldNote], index: Path | None
) -> Iterator[RecognitionRow]:
    """Every system on the notes; FastHPOCR where it is installed and its index is given."""
    for name, system in systems(release, index).items():
        list(system(notes[0].text))
        began = time.process_time()
        found = [list(system(note.text)) for note in notes]
        took = time.process_time() - began
        yield _row(name, release, notes, found, len(notes) / max(took, 1e-9))


def systems(release: OpenRelease, index: Path | None) -> Mapping[str, System]:
    """What is compared."""
    recogniser = release.recogniser

    def own(mode: Mode) -> System:
        return lambda text: ((m.start, m.end, m.term) for m in recogniser.mentions(text, mode))

    found = {
        "nosograph, nested": own(Mode.NESTED),
        "nosograph, longest": own(Mode.LONGEST),
        "plain dictionary": _plain(release),
    }
    if index is not None and find_spec("FastHPOCR") is not None:
        annotator = import_module("FastHPOCR.HPOAnnotator").HPOAnnotator(str(index))

        def other(longest: bool) -> System:
            return lambda text: (
                (m.getStartOffset(), m.getEndOffset(), m.getHPOUri())
                for m in annotator.annotate(text, longestMatch=longest)
            )

        found |= {"FastHPOCR, nested": other(False), "FastHPOCR, longest": other(True)}
    return found


def _plain(release: OpenRelease) -> System:
    """Labels and exact synonyms, word by word, capitals and accents aside."""
    names: dict[str, str] = {}
    ontology = release.library.ontology
    systems = (ontology.descendants(each.term) for each in release.library.systems())
    for term in frozenset().union(*systems):
        record = release.library.finding(term, limit=0)
        if record is not None:
            exact = (each.text for each in record.synonyms if each.scope == "exact")
            names |= {" ".join(words(name)): term for name in (*exact, record.label)}
    token = re.compile(r"\w+")

    def find(text: str) -> Iterator[Placed]:
        placed = [(match.start(), match.end()) for match in token.finditer(text)]
        folded = [" ".join(words(text[start:end])) for start, end in placed]
        for first in range(len(placed)):
            for last in range(first, min(first + LONGEST_NAME, len(placed))):
                term = names.get(" ".join(folded[first : last + 1]))
                if term is not None:
                    yield placed[first][0], placed[last][1], term

    return find


def _row(
    name: str,
    release: OpenRelease,
    notes: Sequence[GoldNote],
    found: Sequence[Iterable[Placed]],
    per_second: float,
) -> RecognitionRow:
    ontology = release.library.ontology

    def scoped(mentions: Iterable[Placed]) -> set[Placed]:
        current = ((start, end, ontology.resolve(term)) for start, end, term in mentions)
        return {(start, end, term) for start, end, term in current if term is not None}

    mention, document = [0, 0, 0], [0, 0, 0]
    for note, given in zip(notes, found, strict=True):
        expected = scoped((each.start, each.end, each.hpo) for each in note.mentions)
        got = scoped(given)
        terms, wanted = {each[2] for each in got}, {each[2] for each in expected}
        for counts, one, other in ((mention, got, expected), (document, terms, wanted)):
            counts[0] += len(one & other)
            counts[1] += len(one)
            counts[2] += len(other)
    return RecognitionRow(name, Retrieval(*mention), Retrieval(*document), per_second)
