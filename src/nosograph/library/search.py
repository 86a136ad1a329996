"""The search box: names, codes, signs and genes in one line, answered in order of fit.

Rule 1. Whatever is typed is answered; nothing typed can raise.
Rule 2. Other spellings are tried only when nothing answers as typed, and the answer says so.
Rule 3. The engine finds candidates; `library.candidates` puts them in order.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import msgspec
import tantivy
from tantivy import Occur, Query

from nosograph.library import cards
from nosograph.library.answers import Facets, SearchAnswer, SearchResult, notes, result
from nosograph.library.candidates import ORDER, Candidate, Match, in_order, merged
from nosograph.library.cards import Card
from nosograph.library.manifest import REBUILD
from nosograph.library.queries import Queries, either
from nosograph.library.question import PERSONS, Question, Typed, as_typed, read
from nosograph.library.ranking import Slot, covering
from nosograph.library.spelling import loose, searched, spellings
from nosograph.library.vocabulary import MOST_OPTIONS, Vocabulary, languages_of
from nosograph.model.failures import LibraryError

CANDIDATES = 60
"""Diseases that are put in order at a time."""

BESIDE = 16
"""Findings and genes that are put in order."""

SAME_NAME = 4
"""Findings that are taken for one name, should several have it."""

FEW = 5
"""With fewer diseases that answer all words, those that answer most of them are shown too."""

MOST_BEGUN = 12
"""Words that a few letters are taken for."""

EACH_BEGUN = 3
"""Diseases that are looked at for each of those."""

MOST_FACETS = 50

MOST_NEAR = 12
"""Words that a misspelt one may stand for."""

MOST_TEXTS = 12
"""Chapters of curated text that are looked at."""

LONGEST_BEGINNING = 4
"""Up to so many letters a single word is taken for the beginning of several, all of them shown."""

_CARD = msgspec.msgpack.Decoder(Card)


@dataclass(frozen=True, slots=True)
class _Found:
    """Candidates in order, how many pages fit in all, and the query that finds them."""

    candidates: list[Candidate]
    total: int
    query: Query


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query with its filters, and which of the ordered candidates are wanted."""

    text: str
    typed: Typed
    language: str
    """In which somebody reads."""
    filters: list[Query]
    until: int


class SearchIndex:
    """The search index of a release."""

    def __init__(self, pages: tantivy.Index, vocabulary: tantivy.Index) -> None:
        self._queries = Queries(pages.schema)
        self._searcher = pages.searcher()
        self._words_schema = vocabulary.schema
        self._words = vocabulary.searcher()

    # Reading the vocabularies takes a fifth of a second, which opening need not wait for.
    @cached_property
    def _names(self) -> Vocabulary:
        return self._vocabulary(cards.NAMES, cards.PLACES)

    @cached_property
    def _labels(self) -> Vocabulary:
        return self._vocabulary(cards.LABELS)

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return frozenset(each for each, _ in self._searcher.terms_with_prefix(cards.PHRASE, ""))

    def _vocabulary(self, *fields: str) -> Vocabulary:
        """The words of some fields; those of the first count most."""
        uses: dict[str, int] = {}
        for field in reversed(fields):
            uses |= dict(self._searcher.terms_with_prefix(field, ""))
        return Vocabulary(
            uses,
            pages=self._searcher.num_docs,
            near=self._near,
            completions=partial(self._completions, fields),
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
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        kind: str | None = None,
        system: str | None = None,
        language: str = "en",
    ) -> SearchAnswer:
        """What fits `text`, best first; only diseases when a filter is given.

        `kind` is an entry's kind; `system` an organ system's HPO id; `language` the one in which
        somebody reads, among whose words a misspelt one is looked up.
        """
        typed = read(text)
        if limit <= 0 or not typed.words:
            return SearchAnswer(text)
        filters = self._queries.filters(kind, system)
        asked = _Asked(text, typed, language, filters, max(offset, 0) + limit)
        diseases, others, aside = self._answered(asked)
        ranked = merged(diseases.candidates, others.candidates)
        results = tuple(map(result, ranked[max(offset, 0) : asked.until]))
        return SearchAnswer(
            text,
            results,
            self._facets(diseases.query),
            max(diseases.total + others.total, len(ranked)),
            tuple(notes(text, ranked, aside)),
            not aside and bool(ranked) and ranked[0].named,
        )

    def suggest(self, text: str, limit: int = 8, language: str = "en") -> tuple[SearchResult, ...]:
        """The first results, for a list under the box as somebody types."""
        typed = read(text)
        if limit <= 0 or not typed.words:
            return ()
        diseases, others, _ = self._answered(_Asked(text, typed, language, [], limit))
        return tuple(map(result, merged(diseases.candidates, others.candidates)[:limit]))

    def called(self, text: str, language: str = "en") -> SearchResult | None:
        """What stands first for `text`, if it is called so."""
        typed = read(text)
        if not any(self._is_name(text, each) for each in (typed, typed.without(PERSONS))):
            return None
        found = self.search(text, limit=1, language=language).results
        return found[0] if found and found[0].match in (Match.EXACT, Match.LAY) else None

    def findings(self, text: str, limit: int = 8, language: str = "en") -> tuple[SearchResult, ...]:
        """The findings that `text` may mean, best first."""
        typed = read(text)
        if limit <= 0 or not typed.words:
            return ()
        asked = _Asked(text, typed, language, [], 2 * limit)
        question = as_typed(text, typed).looked_up(self._labels)
        found = self._others(asked, question) or self._others(
            asked, self._wider(asked, question, self._labels)
        )
        results = map(result, found.candidates if found else ())
        return tuple(each for each in results if each.type == "finding")[:limit]

    @property
    def pages(self) -> int:
        """How many pages there are, by which the rarity of words is told."""
        return int(self._searcher.num_docs)

    def card(self, type: str, slug: str) -> Card | None:
        """What the index keeps of a page."""
        terms = [self._queries.term(cards.TYPE, type), self._queries.term(cards.SLUG, slug)]
        query = Query.boolean_query([(Occur.Must, each) for each in terms])
        hits = self._searcher.search(query, 1, count=False).hits
        return self._card(hits[0][1]) if hits else None

    # Stages

    def _answered(self, asked: _Asked) -> tuple[_Found, _Found, tuple[str, ...]]:
        """Diseases, findings and genes, and the words that were set aside."""
        questions = self._questions(asked)
        strict = self._strict(asked, *questions)
        if strict is not None:
            return *strict, ()
        without = asked.typed.without(PERSONS)
        aside = tuple(word for word in asked.typed.words if word in PERSONS)
        if aside and without.words:
            less = replace(asked, typed=without)
            questions = self._questions(less)
            return *(self._strict(less, *questions) or self._loosely(less, *questions)), aside
        return *self._loosely(asked, *questions), ()

    def _strict(
        self, asked: _Asked, names: Question, labels: Question
    ) -> tuple[_Found, _Found] | None:
        """What answers every word as it is typed."""
        diseases, others = self._diseases(asked, names), self._others(asked, labels)
        if not diseases and not others:
            return None
        return diseases or self._nothing(), others or self._nothing()

    def _loosely(self, asked: _Asked, names: Question, labels: Question) -> tuple[_Found, _Found]:
        """Texts, other spellings, or what answers some of the words."""
        texts = self._texts(asked, names)
        if texts:
            return texts, self._nothing()
        wide = self._wider(asked, names, self._names)
        every = self._queries.all_of(wide, cards.NAMES)
        diseases = self._ordered(wide, every, asked)
        others = self._others(asked, self._wider(asked, labels, self._labels))
        if not diseases and not others:
            diseases = self._texts(asked, wide)
        if not diseases and not others:
            most = self._queries.most_of(wide, cards.NAMES)
            diseases = self._ordered(wide, most, asked)
        return diseases or self._nothing(), others or self._nothing()

    def _nothing(self) -> _Found:
        return _Found([], 0, Query.empty_query())

    # Candidates

    def _is_name(self, text: str, typed: Typed) -> bool:
        """Whether some page has these words as its name, or the code that they spell."""
        query = either(self._queries.special(as_typed(text, typed)))
        return bool(self._searcher.search(query, 1, count=False).hits)

    def _questions(self, asked: _Asked) -> tuple[Question, Question]:
        """What is asked of the names of diseases, and of those of findings and genes."""
        question = as_typed(asked.text, asked.typed)
        names = self._with_signs(question.looked_up(self._names), self._names)
        return names, question.looked_up(self._labels)

    def _wider(self, asked: _Asked, question: Question, vocabulary: Vocabulary) -> Question:
        languages = languages_of(asked.text, asked.language, self._knows)
        slots = vocabulary.widened(question.slots, languages, question.fixed)
        return self._with_signs(question.with_slots(slots), vocabulary)

    def _with_signs(self, question: Question, vocabulary: Vocabulary) -> Question:
        # Diseases show findings; findings and genes show nothing.
        return question.with_signs(self._named) if vocabulary is self._names else question

    def _named(self, name: str) -> Sequence[Card]:
        """The findings of a name; the one that has it as its label alone."""
        if name not in self._phrases:
            return ()
        hits = self._searcher.search(self._queries.term(cards.PHRASE, name), SAME_NAME).hits
        found = [self._card(address) for _, address in hits]
        labelled = [card for card in found if loose(searched(card.name)) == name]
        return labelled or sorted(found, key=lambda card: card.slug)

    def _diseases(self, asked: _Asked, question: Question) -> _Found | None:
        if len(question.slots) == 1 and len(question.slots[0].word) <= LONGEST_BEGINNING:
            begun = self._begun(asked, question)
            if begun is not None:
                return begun
        found = self._ordered(question, self._queries.all_of(question, cards.NAMES), asked)
        several = len(question.slots) > 2 or len(question.signs) > 1
        if several and found and found.total < FEW and not found.candidates[0].named:
            return self._ordered(question, self._queries.most_of(question, cards.NAMES), asked)
        return found

    def _begun(self, asked: _Asked, question: Question) -> _Found | None:
        """A few letters: diseases with as many of the words that they begin as there is room for."""
        slot = question.slots[0]
        words = [word for word in slot.options if word.startswith(slot.word)]
        if len(words) < 2:
            return None
        whole = self._ordered(question, self._queries.all_of(question, cards.NAMES), asked)
        if whole is None:
            return None
        named = [each for each in whole.candidates if each.named]
        groups = {}
        for word in words[:MOST_BEGUN]:
            one = question.with_slots([Slot(slot.word, slot.weight, {word: slot.options[word]})])
            query = self._queries.of_type(self._queries.term(cards.NAMES, word), cards.NAMES)
            found = self._ordered(one, query, replace(asked, until=EACH_BEGUN), EACH_BEGUN)
            groups[word] = found.candidates if found else []
        several = covering(groups, _words_of)
        several.sort(key=lambda each: each.order)
        ordered = {each.card.slug: each for each in (*named, *several, *whole.candidates)}
        return replace(whole, candidates=list(ordered.values()))

    def _others(self, asked: _Asked, question: Question) -> _Found | None:
        """Findings and genes in order; none when diseases are filtered."""
        if asked.filters or not question.slots:
            return None
        query = self._queries.all_of(question, cards.LABELS)
        return self._ordered(question, query, asked, BESIDE)

    def _texts(self, asked: _Asked, question: Question) -> _Found | None:
        """Curated entries in a chapter of which all words stand."""
        query = self._filtered(self._queries.texts(question), asked.filters)
        hits = self._searcher.search(query, MOST_TEXTS, count=False).hits
        corrected = any(slot.word not in slot.options and slot.options for slot in question.slots)
        found: dict[str, Candidate] = {}
        for score, address in hits:
            chapter = self._card(address)
            match = Match.FUZZY if corrected else Match.ALL
            page = msgspec.structs.replace(chapter, type=cards.DISEASE_TYPE, gloss="")
            made = Candidate(page, match, score, chapter.gloss, ORDER[match])
            found.setdefault(chapter.slug, made)
        return _Found(list(found.values()), len(found), query) if found else None

    def _ordered(
        self, question: Question, query: Query, asked: _Asked, window: int = CANDIDATES
    ) -> _Found | None:
        """Pages in order: window by window, so that every page of an answer has its own lines."""
        query = self._filtered(query, asked.filters)
        ordered: list[Candidate] = []
        total, start = 0, 0
        while start == 0 or (start < asked.until and start < total):
            result = self._searcher.search(query, window, count=start == 0, offset=start)
            total = total if start else int(result.count)  # type: ignore[attr-defined]
            ordered += in_order(question, [self._card(address) for _, address in result.hits])
            start += window
        return _Found(ordered, total, query) if ordered else None

    def _filtered(self, query: Query, filters: Sequence[Query]) -> Query:
        if not filters:
            return query
        return Query.boolean_query([(Occur.Must, each) for each in (query, *filters)])

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

    def _near(
        self, word: str, distance: int, beginning: bool, languages: Collection[str]
    ) -> Sequence[str]:
        schema = self._words_schema
        near = Query.fuzzy_term_query(schema, cards.WORD, word, distance, True, beginning)
        spoken = either([Query.term_query(schema, cards.LANGUAGE, each) for each in languages])
        query = Query.boolean_query([(Occur.Must, near), (Occur.Must, spoken)])
        hits = self._words.search(query, MOST_NEAR, order_by_field=cards.USES).hits
        return [self._words.doc(address)[cards.WORD][0] for _, address in hits]

    def _knows(self, word: str, language: str) -> bool:
        terms = [(cards.WORD, word), (cards.LANGUAGE, language)]
        query = Query.boolean_query(
            [(Occur.Must, Query.term_query(self._words_schema, *each)) for each in terms]
        )
        return bool(self._words.search(query, 1, count=False).hits)

    def _completions(self, fields: Sequence[str], beginning: str) -> Sequence[str]:
        words: dict[str, None] = {}
        for field in fields:
            found = self._searcher.terms_with_prefix(field, beginning)
            found.sort(key=lambda each: (-each[1], each[0]))
            words |= dict.fromkeys(word for word, _ in found[:MOST_OPTIONS])
        return list(words)[:MOST_OPTIONS]


def _words_of(candidate: Candidate) -> frozenset[str]:
    names = (*candidate.card.names, *candidate.card.lay)
    return frozenset(word for name in names for each in spellings(name) for word in each)


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
