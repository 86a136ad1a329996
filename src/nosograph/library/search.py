"""The search box: names, codes, signs and genes in one line, answered in order of fit.

Rule 1. Whatever is typed is answered; nothing typed can raise. Queries are built from words,
never parsed.
Rule 2. A word counts as typed first, as the beginning of a word next, misspelt last.
Rule 3. The engine finds candidates; `library.candidates` puts them in order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import msgspec
import tantivy
from tantivy import Occur, Query

from nosograph.library import cards
from nosograph.library.candidates import (
    Candidate,
    Question,
    Sign,
    bare_code,
    in_order,
    merged,
    sign_windows,
    spelt_code,
)
from nosograph.library.cards import Card
from nosograph.library.manifest import REBUILD
from nosograph.library.queries import Queries, either
from nosograph.library.ranking import Slot, interleaved
from nosograph.library.vocabulary import MOST_OPTIONS, Vocabulary
from nosograph.library.words import phrase, typed_words, words
from nosograph.model.failures import LibraryError

CANDIDATES = 40
"""Diseases that are put in order, at least."""

BESIDE = 16
"""Findings and genes that are put in order."""

SAME_NAME = 2
"""Findings that are taken for one name, should several have it."""

MOST_BEGUN = 11
"""Words that a few letters are taken for."""

EACH_BEGUN = 3
"""Diseases that are looked at for each of those."""

MOST_FACETS = 50

MOST_NEAR = 12
"""Words that a misspelt one may stand for."""

LONGEST_BEGINNING = 4
"""Up to so many letters a single word is taken for the beginning of several, all of them shown."""

_CARD = msgspec.msgpack.Decoder(Card)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One line of an answer."""

    slug: str
    """A disease's address, a finding's HPO id or a gene's symbol."""
    name: str
    kind: str
    """curated, stub or annotated for a disease; otherwise the type."""
    codes: tuple[str, ...]
    matched: str
    """The name, code, finding or gene that fits what was typed; the name when it is that."""
    score: float
    type: str
    """disease, finding or gene."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many diseases fit, before filters."""

    kinds: dict[str, int] = field(default_factory=dict)
    """Kind → diseases."""
    systems: dict[str, int] = field(default_factory=dict)
    """HPO id of an organ system → diseases."""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What the search box answers."""

    query: str
    results: tuple[SearchResult, ...] = ()
    facets: Facets = Facets()
    total: int = 0
    """How many diseases, findings and genes fit, with filters."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Candidates in order, how many pages fit in all, and the query that finds them."""

    candidates: list[Candidate]
    total: int
    query: Query


class SearchIndex:
    """The search index of a release."""

    def __init__(self, pages: tantivy.Index, vocabulary: tantivy.Index) -> None:
        self._queries = Queries(pages.schema)
        self._searcher = pages.searcher()
        self._words_schema = vocabulary.schema
        self._words = vocabulary.searcher()

    # Reading the vocabularies takes a fifth of a second, which opening need not wait for.
    @cached_property
    def _phrases(self) -> frozenset[str]:
        return frozenset(each for each, _ in self._searcher.terms_with_prefix(cards.PHRASE, ""))

    @cached_property
    def _names(self) -> Vocabulary:
        return self._vocabulary(cards.NAMES)

    @cached_property
    def _labels(self) -> Vocabulary:
        return self._vocabulary(cards.LABELS)

    def _vocabulary(self, field: str) -> Vocabulary:
        return Vocabulary(
            dict(self._searcher.terms_with_prefix(field, "")),
            pages=self._searcher.num_docs,
            near=self._near,
            completions=partial(self._completions, field),
        )

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in `folder`.

        Raises:
            LibraryError: it cannot be read.
        """
        try:
            return cls(_opened(folder), _opened(folder / cards.WORDS_FOLDER))
        except (ValueError, OSError) as error:
            raise LibraryError(f"cannot read {folder} ({error}): {REBUILD}") from None

    def search(
        self, text: str, *, limit: int = 20, kind: str | None = None, system: str | None = None
    ) -> SearchAnswer:
        """What fits `text`, best first; only diseases when a filter is given.

        `kind` is curated, stub or annotated; `system` an organ system's HPO id.
        """
        question = self._question(text, self._names)
        if limit <= 0 or not question.slots:
            return SearchAnswer(text)
        filters = self._queries.filters(kind, system)
        found = self._diseases(question, max(CANDIDATES, limit), filters)
        total, others = found.total, list[Candidate]()
        if not filters:
            beside = self._others(question, max(BESIDE, limit))
            total, others = total + beside.total, beside.candidates
        ranked = merged(found.candidates, others)[:limit]
        results = tuple(map(_result, ranked))
        return SearchAnswer(text, results, self._facets(found.query), total)

    def suggest(self, text: str, limit: int = 8) -> tuple[SearchResult, ...]:
        """The first results, for a list under the box as somebody types."""
        question = self._question(text, self._names)
        if limit <= 0 or not question.slots:
            return ()
        found = self._diseases(question, CANDIDATES, ())
        others = self._others(question, BESIDE)
        return tuple(map(_result, merged(found.candidates, others.candidates)[:limit]))

    def findings(self, text: str, limit: int = 8) -> tuple[SearchResult, ...]:
        """The findings that `text` may mean, best first."""
        question = self._question(text, self._names)
        if limit <= 0 or not question.slots:
            return ()
        found = map(_result, self._others(question, max(BESIDE, 2 * limit)).candidates)
        return tuple(each for each in found if each.type == "finding")[:limit]

    # What was asked

    def _question(self, text: str, vocabulary: Vocabulary) -> Question:
        typed = typed_words(text)
        slots = vocabulary.slots(typed)
        signs = self._signs(slots)
        return Question(
            typed=typed,
            code=spelt_code(text),
            bare=bare_code(text),
            slots=tuple(slots),
            signs=tuple(signs),
            weights=vocabulary.weights,
            numbers={sign.term: cards.sign_number(sign.term) for sign in signs},
        )

    def _signs(self, slots: Sequence[Slot]) -> list[Sign]:
        """Findings that the words name, longest names first, no word used twice."""
        windows = {
            each: places
            for readings in {tuple(slot.word for slot in slots), tuple(slot.best for slot in slots)}
            for each, places in sign_windows(readings).items()
            if each in self._phrases
        }
        chosen: list[Sign] = []
        free = set(range(len(slots)))
        for each in sorted(windows, key=lambda each: (-len(windows[each]), windows[each])):
            places = windows[each]
            if free.issuperset(places):
                free.difference_update(places)
                hits = self._searcher.search(self._queries.term(cards.PHRASE, each), SAME_NAME).hits
                named = sorted((self._card(address) for _, address in hits), key=_by_label(each))
                quality = min(slots[place].quality for place in places)
                chosen += [Sign(card.slug, card.name, places, quality) for card in named]
        return chosen

    # Candidates

    def _diseases(self, question: Question, limit: int, filters: Sequence[Query]) -> _Found:
        if len(question.slots) == 1 and len(question.slots[0].word) <= LONGEST_BEGINNING:
            begun = self._begun(question, limit, filters)
            if begun is not None:
                return begun
        whole = self._queries.all_of(question, cards.NAMES)
        found = self._ordered(question, whole, limit, filters)
        named = found.candidates and found.candidates[0].exact
        if len(question.signs) > 1 and found.total < limit and not named:
            return self._ordered(
                question, self._queries.most_of(question, cards.NAMES), limit, filters
            )
        if found.total:
            return found
        wide = question.widened(self._names.widened(question.slots))
        found = self._ordered(wide, self._queries.all_of(wide, cards.NAMES), limit, filters)
        if found.total:
            return found
        return self._ordered(wide, self._queries.most_of(wide, cards.NAMES), limit, filters)

    def _begun(self, question: Question, limit: int, filters: Sequence[Query]) -> _Found | None:
        """A few letters: the best disease of each word that they begin, then the second best."""
        slot = question.slots[0]
        words = [word for word in slot.options if word.startswith(slot.word)]
        if len(words) < 2:
            return None
        exact = self._queries.of_type(either(self._queries.special(question)), cards.NAMES)
        first = self._ordered(question, exact, limit, filters).candidates
        groups = []
        for word in words[:MOST_BEGUN]:
            one = question.widened([Slot(slot.word, slot.weight, {word: slot.options[word]})])
            query = self._queries.of_type(self._queries.term(cards.NAMES, word), cards.NAMES)
            groups.append(self._ordered(one, query, EACH_BEGUN, filters).candidates)
        ordered = {each.card.slug: each for each in reversed([*first, *interleaved(groups)])}
        every = self._queries.all_of(question, cards.NAMES)
        whole = self._ordered(question, every, max(limit - CANDIDATES, EACH_BEGUN), filters)
        ordered = {each.card.slug: each for each in reversed(whole.candidates)} | ordered
        return _Found(list(reversed(ordered.values())), whole.total, whole.query)

    def _others(self, diseases: Question, limit: int) -> _Found:
        """Findings and genes in order."""
        slots = self._labels.slots(diseases.typed)
        question = replace(
            diseases, slots=tuple(slots), signs=(), numbers={}, weights=self._labels.weights
        )
        found = self._ordered(question, self._queries.all_of(question, cards.LABELS), limit)
        if found.total:
            return found
        wide = question.widened(self._labels.widened(slots))
        return self._ordered(wide, self._queries.all_of(wide, cards.LABELS), limit)

    def _ordered(
        self, question: Question, query: Query, limit: int, filters: Sequence[Query] = ()
    ) -> _Found:
        if filters:
            must = [(Occur.Must, each) for each in filters]
            query = Query.boolean_query([(Occur.Must, query), *must])
        result = self._searcher.search(query, limit)
        found = [self._card(address) for _, address in result.hits]
        return _Found(in_order(question, found), int(result.count), query)  # type: ignore[attr-defined]

    # The engine's answers

    def _card(self, address: tantivy.DocAddress) -> Card:
        return _CARD.decode(bytes(self._searcher.doc(address)[cards.CARD][0]))

    def _facets(self, query: Query) -> Facets:
        fields = (cards.KIND, cards.SYSTEM)
        asked = {name: {"terms": {"field": name, "size": MOST_FACETS}} for name in fields}
        counts = self._searcher.aggregate(query, asked)
        kinds, systems = (
            {each["key"]: int(each["doc_count"]) for each in counts[name]["buckets"]}
            for name in fields
        )
        return Facets(kinds, {cards.term_of(each): count for each, count in systems.items()})

    def _near(self, word: str, distance: int, beginning: bool) -> Sequence[str]:
        query = Query.fuzzy_term_query(
            self._words_schema, cards.WORD, word, distance, True, beginning
        )
        hits = self._words.search(query, MOST_NEAR, order_by_field=cards.USES).hits
        return [self._words.doc(address)[cards.WORD][0] for _, address in hits]

    def _completions(self, name: str, beginning: str) -> Sequence[str]:
        found = self._searcher.terms_with_prefix(name, beginning)
        found.sort(key=lambda each: (-each[1], each[0]))
        return [word for word, _ in found[:MOST_OPTIONS]]


def _opened(folder: Path) -> tantivy.Index:
    """An index, opened without touching its folder.

    The engine puts a lock file beside the files that it opens, which a read-only release does
    not allow; so it is shown links to them, and these can go as soon as the files are open. A
    thread of the engine may still lay its lock there while they go: then that stays behind.
    """
    with TemporaryDirectory(prefix="nosograph-", ignore_cleanup_errors=True) as links:
        for file in folder.iterdir():
            if file.is_file():
                (Path(links) / file.name).symlink_to(file.absolute())
        index = tantivy.Index.open(links)
        # A release never changes, so nobody needs to watch it for commits.
        index.config_reader(reload_policy="manual")
        index.searcher()
        return index


def _by_label(named: str) -> Callable[[Card], tuple[bool, str]]:
    """Findings that have the name as their label first."""
    return lambda card: (phrase(words(card.name)) != named, card.slug)


def _result(candidate: Candidate) -> SearchResult:
    card = candidate.card
    return SearchResult(
        card.slug,
        card.name,
        card.kind,
        codes=card.codes,
        matched=candidate.matched,
        score=candidate.score,
        type=card.type,
    )
