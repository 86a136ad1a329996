"""A question answered by the editors' own statements, quoted whole; nothing is generated.

Rule 1. A statement answers where it has most of what the question hangs on, weighed by how rare
each word is among statements; what no statement has counts as missing.
Rule 2. A disease that is named holds the answer to its entry; one without statements has none.
Ranking: BM25 (Robertson and Zaragoza 2009, doi:10.1561/1500000019), k1 1.2, b 0.75.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import Any

from nosograph.asking.entries import entries
from nosograph.asking.release import OpenRelease
from nosograph.library.answers import SearchResult
from nosograph.model.diseases import Disease
from nosograph.prose.claims import Claim, claims_of
from nosograph.recognition.spoken import language as spoken

K1, B = 1.2, 0.75
ENOUGH, ENOUGH_UNNAMED = 0.6, 0.75
"""Share of what a question hangs on that a statement must have; where no disease is named, more."""
LONG = 5
"""Words that make a question of what has no mark and no word that asks."""
SYMPTOMS = "icd-10-cm-r"
"""The chapter of ICD-10-CM that names symptoms and no diseases."""
MOST_NAME = 5
"""Words of a name of other diseases that is looked for."""
MOST = 8
"""Statements quoted."""
CHAPTER = "#"
LONGEST_QUESTION = 300

_NOTHING: Mapping[str, Any] = {"asks": "", "stop": "", "means": {}}
_WORD = re.compile(r"\w+")
Roots = frozenset[str]
"""Alternatives: a statement that has one has the concept."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement that answers, and whose it is."""

    disease: Disease
    claim: Claim
    number: int
    """Its place among the claims of its entry, from 0."""
    chapter: str
    """The title of the chapter in which it stands."""
    share: float
    """How much of the question it has, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What the dictionary states in answer to a question, the best first."""

    question: str
    disease: Disease | None
    """The disease that is named, where the editors have written of it."""
    quotes: tuple[Quote, ...]
    other: SearchResult | None = None
    """A disease that is named and of which the editors state nothing."""


class Statements:
    """Every statement of the editors, ready to be asked."""

    @classmethod
    def of(cls, release: OpenRelease) -> "Statements":
        """Those of a release."""
        return cls(entries(release))

    def __init__(self, diseases: Iterable[Disease]) -> None:
        self._held: list[tuple[Disease, Claim, int, str]] = []
        self._lengths: list[int] = []
        self._having: dict[str, dict[int, int]] = defaultdict(dict)
        """Root → the statements that have it, and how often; the chapters' too."""
        self._names: dict[tuple[str, ...], Disease] = {}
        for disease in diseases:
            self._take(disease)
        count = len(self._held)
        self._mean = sum(self._lengths) / max(count, 1)
        seen = {root: len(rows) for root, rows in self._having.items()}
        self._rare = {root: log(1 + (count - n + 0.5) / (n + 0.5)) for root, n in seen.items()}
        self._rarest = log(1 + (count + 0.5) / 0.5)

    def _take(self, disease: Disease) -> None:
        if disease.entry is None:
            return
        for name in (disease.name, *(each.text for each in disease.names)):
            self._names.setdefault(tuple(map(_root, _words(name))), disease)
        titles: dict[str, tuple[str, Roots]] = {}
        above: list[tuple[int, str]] = []
        for chapter in disease.entry.professional:
            above = [each for each in above if each[0] < chapter.level]
            above.append((chapter.level, chapter.id))
            titles[chapter.id] = chapter.title, frozenset(CHAPTER + id for _, id in above)
        for number, claim in enumerate(claims_of(disease.entry)):
            title, under = titles.get(claim.chapter, (claim.chapter, frozenset()))
            roots = Counter(map(_root, _words(f"{claim.text} {title}")))
            for root, times in (*roots.items(), *((each, 1) for each in under)):
                self._having[root][len(self._held)] = times
            self._held.append((disease, claim, number, title))
            self._lengths.append(roots.total())

    def named(self, words: Sequence[str]) -> tuple[Disease | None, list[str]]:
        """The disease with the longest name among the words, and the words that are left."""
        roots = [*map(_root, words)]
        for length in range(min(len(roots), 8), 0, -1):
            for first in range(len(roots) - length + 1):
                found = self._names.get(tuple(roots[first : first + length]))
                if found is not None:
                    return found, [*words[:first], *words[first + length :]]
        return None, [*words]

    def answer(self, concepts: Sequence[Roots], disease: Disease | None) -> tuple[Quote, ...]:
        """The statements that have enough of the concepts, the best first."""
        weights = [max((self._rare.get(root, 0) for root in each), default=0) for each in concepts]
        weights = [weight or self._rarest for weight in weights]
        had: dict[int, float] = defaultdict(float)
        scores: dict[int, float] = defaultdict(float)
        for each, weight in zip(concepts, weights, strict=True):
            within = {root for root in each if root.startswith(CHAPTER)}
            under = {row for root in within for row in self._having.get(root, ())}
            times: dict[int, int] = {}
            for root in each - within:
                for row, count in self._having.get(root, {}).items():
                    times[row] = max(count, times.get(row, 0))
            for row in under | times.keys():
                often = times.get(row, 0)
                length = K1 * (1 - B + B * self._lengths[row] / self._mean)
                had[row] += weight
                scores[row] += weight * (often * (K1 + 1) / (often + length) + (row in under))
        ranked = []
        for row in sorted(had):
            held, claim, number, title = self._held[row]
            share = had[row] / sum(weights)
            if disease is not None and held.slug != disease.slug:
                continue
            if share >= (ENOUGH if disease is not None else ENOUGH_UNNAMED):
                ranked.append((share * scores[row], Quote(held, claim, number, title, share)))
        ranked.sort(key=lambda each: (-each[0], each[1].claim.id))
        return tuple(quote for _, quote in ranked[:MOST])


def is_question(text: str, language: str) -> bool:
    """Whether somebody asks, and does not look for a name."""
    words = _words(text)
    asks = {word for tag in ("en", language) for word in _table(tag)["asks"].split()}
    return len(words) > 2 and ("?" in text or words[0] in asks or len(words) >= LONG)


def quoted(release: OpenRelease, question: str, language: str = "en") -> Quoted:
    """What the editors state in answer to a question.

    Raises:
        ValueError: the question is too long.
    """
    if len(question) > LONGEST_QUESTION:
        raise ValueError(f"a question has at most {LONGEST_QUESTION} characters")
    statements = release.derived(Statements.of)
    disease, words = statements.named(_words(question))
    if disease is None:
        other = _other(release, _WORD.findall(question), language)
        if other is not None:
            return Quoted(question, None, (), other)
    concepts = _concepts(words, language)
    return Quoted(question, disease, statements.answer(concepts, disease) if concepts else ())


def _other(release: OpenRelease, words: Sequence[str], tag: str) -> SearchResult | None:
    """A disease that is named, of which the editors state nothing."""
    stop = _stop(tag)
    for length in range(min(len(words), MOST_NAME), 0, -1):
        for first in range(len(words) - length + 1):
            name = words[first : first + length]
            if stop.intersection(_words(name[0])):
                continue
            found = release.library.search.disease_called(" ".join(name), tag)
            if found is not None:
                return None if found.slug.startswith(SYMPTOMS) else found
    return None


def _words(text: str) -> list[str]:
    fold = spoken("de").folded  # umlauts written out, as the tables have them
    return [fold(word) for word in _WORD.findall(text)]


def _root(word: str) -> str:
    english = spoken("en")
    return english.roots(english.one(english.folded(word)))[0]


@cache
def _table(tag: str) -> Mapping[str, Any]:
    """How people ask in a language; of one without a file nothing is known."""
    file = files(__package__) / "questions" / f"{tag}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else _NOTHING


def _stop(tag: str) -> frozenset[str]:
    return frozenset(word for each in ("en", tag) for word in _table(each)["stop"].split())


def _concepts(words: Iterable[str], tag: str) -> list[Roots]:
    """What the question hangs on, each with the words that say it."""
    stop = _stop(tag)
    found = [_alternatives(word, tag) for word in words if word not in stop]
    return list(dict.fromkeys(each for each in found if each))


def _alternatives(word: str, tag: str) -> Roots:
    said = [word]
    if tag != "en":
        means = _table(tag)["means"]
        said += next(
            (
                means[key].split()
                for key in means
                if word == key or (key.endswith("*") and word.startswith(key[:-1]))
            ),
            [],
        )
    roots: set[str] = set()
    for each in said:
        roots.add(_root(each))
        for other in _english().get(_root(each), ()):
            roots.add(other if other.startswith(CHAPTER) else _root(other))
    return frozenset(roots)


@cache
def _english() -> Mapping[str, list[str]]:
    """Root of a word that is asked with → the words that say it."""
    means = _table("en")["means"]
    return {_root(key): means[key].split() for key in reversed(means)}
