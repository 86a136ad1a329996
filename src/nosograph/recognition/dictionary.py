"""The names of all findings as the recogniser looks them up: written by a build, read at the start.

Rule. A name is kept thrice: as it is written (`exact`), as a set of roots (`sets`), and, if it is
an abbreviation, with its capitals (`cased`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from nosograph.model.failures import LibraryError
from nosograph.model.ontology import PHENOTYPE, Ontology, Term
from nosograph.recognition.spoken import LANGUAGES, language
from nosograph.recognition.words import Language

FOLDER, TERMS, NAMES = "recognition", "terms.json", "names.{}.json"
RANKS = {"label": 0, "own": 0, "exact": 1, "related": 2, "narrow": 3, "broad": 4}
SHORTENED = 5
"""What a name made from a name stands behind."""
LONGEST_ABBREVIATION = 6
MOST_ROOTS = 12
AMBIGUOUS = -1
ARTICLES = frozenset({"of", "the", "a", "an", "in"})
ROOTS = frozenset({"HP:0000001", PHENOTYPE})
NOT_NAMED = ("HP:0040279", "HP:0032223", "HP:0032443")
"""Frequency, blood group, past medical history: their names say nothing in a note."""

T = TypeVar("T")

_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_WORD = re.compile(r"[^\W_](?:\w|['’](?=[^\W\d_]))*")
_LETTER = re.compile(r"\b(?:[Tt]ype|[Gg]roup|[Gg]rade|[Vv]itamin|[Hh]epatitis) ([AI])\b")


class Names(msgspec.Struct, frozen=True):
    """The names of one language; terms stand as numbers."""

    one: Mapping[str, int]
    """A single word, or the words of a name in the order of the alphabet."""
    sets: Mapping[str, Sequence[tuple[str, int]]]
    """The rarest root of a name of several words → its other roots and the term."""
    cased: Mapping[str, int]
    phrases: Mapping[str, Sequence[tuple[str, int]]]
    """A word of a name that holds small words → the whole name and its term: `passed out`."""
    roots: frozenset[str]
    """Every root of a set."""


class Stored(msgspec.Struct, frozen=True):
    """What a release holds."""

    terms: Sequence[tuple[str, str, bool]]
    """Id, label, and whether it is a finding; the others are modes of inheritance and the like."""
    names: Mapping[str, Names]


Candidate: TypeAlias = tuple[frozenset[str], tuple[str, ...], int]
"""The roots but the rarest, as a set and in order, and the term."""


class Lookup:
    """The names of one language, ready to be found."""

    def __init__(self, spoken: Language, names: Names) -> None:
        self.language = spoken
        self.one = names.one
        self.cased = names.cased
        self.phrases = names.phrases
        self.known = names.roots
        self._sets = names.sets
        self._made: dict[str, tuple[Candidate, ...]] = {}

    def candidates(self, root: str) -> tuple[Candidate, ...]:
        """The names of which `root` is the rarest; made when they are first asked for."""
        made = self._made.get(root)
        if made is None:
            split = [(tuple(rest.split()), term) for rest, term in self._sets.get(root, ())]
            made = tuple((frozenset(rest), rest, term) for rest, term in split)
            self._made[root] = made
        return made


class TermDictionary:
    """The names of a release; a language is read when it is first spoken."""

    def __init__(self, release: Path) -> None:
        self._folder = release / FOLDER
        self._lookups: dict[str, Lookup] = {}

    @cached_property
    def terms(self) -> Sequence[tuple[str, str, bool]]:
        """Id, label, and whether it is a finding.

        Raises:
            LibraryError: the release's file cannot be read.
        """
        return self._decoded(TERMS, list[tuple[str, str, bool]])

    def lookup(self, tag: str) -> Lookup:
        """The names of a language.

        Raises:
            LibraryError: the release's file cannot be read.
        """
        found = self._lookups.get(tag)
        if found is None:
            names = self._decoded(NAMES.format(tag), Names)
            found = self._lookups[tag] = Lookup(language(tag), names)
        return found

    def _decoded(self, name: str, kind: type[T]) -> T:
        path = self._folder / name
        try:
            return msgspec.json.decode(path.read_bytes(), type=kind)
        except (OSError, msgspec.DecodeError) as error:
            raise LibraryError(
                f"cannot read {path} ({error}): run `nosograph build` again"
            ) from None


def compiled(ontology: Ontology, words: Iterable[tuple[str, str, str]]) -> Stored:
    """The names of an ontology with further ones: HPO id, language, name."""
    left_out = ROOTS.union(*(ontology.descendants(id) for id in NOT_NAMED if id in ontology.terms))
    ids = sorted(ontology.terms.keys() - left_out)
    findings = ontology.descendants(PHENOTYPE)
    number = {id: place for place, id in enumerate(ids)}
    own: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for id, tag, name in words:
        own[tag].append((name, number[id]))
    english = [(name, number[id], rank) for id in ids for name, rank in _named(ontology.terms[id])]
    return Stored(
        [(id, ontology.terms[id].label, id in findings) for id in ids],
        {
            tag: _names(
                language(tag), [*((name, n, RANKS["own"]) for name, n in own[tag]), *english]
            )
            for tag in LANGUAGES
        },
    )


def write(folder: Path, stored: Stored) -> None:
    """Write the files of a release."""
    encode = msgspec.json.Encoder(order="sorted").encode
    (folder / FOLDER).mkdir()
    (folder / FOLDER / TERMS).write_bytes(encode(stored.terms))
    for tag, names in stored.names.items():
        (folder / FOLDER / NAMES.format(tag)).write_bytes(encode(names))


def _named(term: Term) -> Iterator[tuple[str, int]]:
    for name, rank in (
        (term.label, RANKS["label"]),
        *((each.text, RANKS[each.scope]) for each in term.synonyms),
    ):
        yield name, rank
        short = _REMARK.sub("", name)
        if short != name:
            yield short, rank + SHORTENED


def _names(spoken: Language, named: Sequence[tuple[str, int, int]]) -> Names:
    one: dict[str, tuple[int, int]] = {}
    sets: dict[str, tuple[int, int]] = {}
    cased: dict[str, int] = {}
    phrases = _divided(spoken, named)

    def offer(table: dict[str, tuple[int, int]], key: str, rank: int, term: int) -> None:
        if key and (key not in table or table[key] > (rank, term)):
            table[key] = rank, term

    refused = spoken.refused
    for name, term, rank in named:
        if name.casefold() in refused:
            continue
        if _is_abbreviation(name):
            cased[name] = term if cased.get(name, term) == term else AMBIGUOUS
            continue
        words = [word for word in map(spoken.folded, name_words(name)) if counts(word, spoken)]
        words += [letter.lower() for letter in _LETTER.findall(name)]
        alone = [word for word in name_words(name) if word.lower() not in ARTICLES]
        if len(words) == 1 and len(alone) > 1:
            phrases[spoken.one(words[0])].setdefault(_as_written(name), term)
            continue
        offer(one, " ".join(sorted({spoken.one(word) for word in words})), rank, term)
        roots = {root for word in words for root in spoken.roots(word)}
        strong = roots - spoken.weak
        if 1 < len(roots) <= MOST_ROOTS:
            offer(sets, " ".join(sorted(roots)), rank, term)
        if 1 < len(strong) < len(roots):
            offer(sets, " ".join(sorted(strong)), rank + SHORTENED, term)
        part = (strong or roots) - {spoken.abnormal}
        if len(part) == 1 and spoken.abnormal in roots:
            for loose in spoken.loosely_abnormal:
                offer(sets, " ".join(sorted(part | {loose})), rank + 2 * SHORTENED, term)
    uses = Counter(root for key in sets for root in key.split())
    by_rarest: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, (_, term) in sorted(sets.items()):
        parts = key.split()
        rarest = min(parts, key=lambda root: (uses[root], root))
        by_rarest[rarest].append((" ".join(root for root in parts if root != rarest), term))
    return Names(
        {key: term for key, (_, term) in one.items()},
        by_rarest,
        {key: term for key, term in cased.items() if term != AMBIGUOUS},
        {word: sorted(wholes.items()) for word, wholes in phrases.items()},
        frozenset(uses),
    )


def _as_written(name: str) -> str:
    return " ".join(name_words(name)).lower()


def _divided(spoken: Language, named: Iterable[tuple[str, int, int]]) -> dict[str, dict[str, int]]:
    """Names that sets of words do not find, by a word of theirs: `coughs up blood`."""
    dividing = (spoken.stop | spoken.conjunctions) - spoken.transparent
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, term, rank in named:
        folded = list(map(spoken.folded, name_words(name)))
        words = [word for word in folded if counts(word, spoken)]
        if not rank and words and not dividing.isdisjoint(folded):
            found[spoken.one(max(words, key=len))].setdefault(_as_written(name), term)
    return found


def name_words(name: str) -> list[str]:
    """The words of a name as they are written."""
    return _WORD.findall(name)


def counts(word: str, spoken: Language) -> bool:
    """Whether a folded word belongs to a name."""
    return bool(word) and word not in spoken.stop and word not in spoken.conjunctions


def _is_abbreviation(name: str) -> bool:
    return len(name) <= LONGEST_ABBREVIATION and sum(map(str.isupper, name)) > 1 and " " not in name
