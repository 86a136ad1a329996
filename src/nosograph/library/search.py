"""The search box: names, codes, signs and genes in one line, answered in order of fit.

Rule 1. Whatever is typed is answered; nothing typed can raise.
Rule 2. Other spellings are tried only when nothing answers as typed, and the answer says so.
Rule 3. The engine finds candidates; `library.candidates` puts them in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import msgspec
from tantivy import Occur, Query

from nosograph.library import cards
from nosograph.library.answers import SearchAnswer, SearchResult, notes, result
from nosograph.library.candidates import ORDER, Candidate, Match, in_order, merged
from nosograph.library.cards import Card
from nosograph.library.engine import Engine
from nosograph.library.queries import FIRST, either
from nosograph.library.question import PERSONS, Question, Typed, as_typed, read
from nosograph.library.ranking import Slot, covering
from nosograph.library.spelling import spellings
from nosograph.library.vocabulary import Vocabulary, languages_of

CANDIDATES = 60
"""Diseases that are put in order at a time."""

BESIDE = 16
"""Findings and genes that are put in order."""

FEW = 5
"""With fewer diseases that answer all words, those that answer most of them are shown too."""

MOST_BEGUN = 12
"""Words that a few letters are taken for."""

EACH_BEGUN = 3
"""Diseases that are looked at for each of those."""

MOST_TEXTS = 12
"""Chapters of curated text that are looked at."""

LONGEST_BEGINNING = 4
"""Up to so many letters a single word is taken for the beginning of several, all of them shown."""


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

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queries = engine.queries

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in `folder`.

        Raises:
            LibraryError: it cannot be read.
        """
        return cls(Engine.open(folder))

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
            self._engine.facets(diseases.query),
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

    def disease_called(self, text: str, language: str = "en") -> SearchResult | None:
        """The disease that stands first for `text`, if it is called so."""
        typed = read(text)
        less = typed.without(PERSONS)
        if not any(self._is_name(text, each) for each in (typed, less)):
            return None
        if less.words == typed.words:
            first = self._first_called(_Asked(text, typed, language, [], 1))
        else:
            first = next(iter(self.search(text, limit=1, language=language).results), None)
        if first is None or first.type != cards.DISEASE_TYPE:
            return None
        return first if first.match in (Match.EXACT, Match.LAY) else None

    def findings(self, text: str, limit: int = 8, language: str = "en") -> tuple[SearchResult, ...]:
        """The findings that `text` may mean, best first."""
        typed = read(text)
        if limit <= 0 or not typed.words:
            return ()
        asked = _Asked(text, typed, language, [], 2 * limit)
        question = as_typed(text, typed).looked_up(self._engine.labels)
        found = self._others(asked, question) or self._others(
            asked, self._wider(asked, question, self._engine.labels)
        )
        results = map(result, found.candidates if found else ())
        return tuple(each for each in results if each.type == "finding")[:limit]

    @property
    def pages(self) -> int:
        """How many pages there are, by which the rarity of words is told."""
        return self._engine.pages

    def card(self, type: str, slug: str) -> Card | None:
        """What the index keeps of a page."""
        return self._engine.card_of(type, slug)

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
        wide = self._wider(asked, names, self._engine.names)
        every = self._queries.all_of(wide, cards.NAMES)
        diseases = self._ordered(wide, every, asked)
        others = self._others(asked, self._wider(asked, labels, self._engine.labels))
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
        return bool(self._engine.searcher.search(query, 1, count=False).hits)

    def _first_called(self, asked: _Asked) -> SearchResult | None:
        """What stands before every page that is not called so, if a disease is called so."""
        names, labels = self._questions(asked)
        query = self._queries.of_type(either(self._queries.special(names)), cards.NAMES)
        found = self._ordered(names, query, asked)
        named = [each for each in (found.candidates if found else ()) if each.named]
        others = self._others(asked, labels) if named else None
        return result(merged(named, others.candidates if others else ())[0]) if named else None

    def _questions(self, asked: _Asked) -> tuple[Question, Question]:
        """What is asked of the names of diseases, and of those of findings and genes."""
        question = as_typed(asked.text, asked.typed)
        names = self._with_signs(question.looked_up(self._engine.names), self._engine.names)
        return names, question.looked_up(self._engine.labels)

    def _wider(self, asked: _Asked, question: Question, vocabulary: Vocabulary) -> Question:
        languages = languages_of(asked.text, asked.language, self._engine.knows)
        slots = vocabulary.widened(question.slots, languages, question.fixed)
        return self._with_signs(question.with_slots(slots), vocabulary)

    def _with_signs(self, question: Question, vocabulary: Vocabulary) -> Question:
        # Diseases show findings; findings and genes show nothing.
        return question.with_signs(self._engine) if vocabulary is self._engine.names else question

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
            found = self._ordered(one, query, replace(asked, until=EACH_BEGUN), EACH_BEGUN, 0.0)
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
        hits = self._engine.searcher.search(query, MOST_TEXTS, count=False).hits
        corrected = any(slot.word not in slot.options and slot.options for slot in question.slots)
        found: dict[str, Candidate] = {}
        for score, address in hits:
            chapter = self._engine.card(address)
            match = Match.FUZZY if corrected else Match.ALL
            page = msgspec.structs.replace(chapter, type=cards.DISEASE_TYPE, gloss="")
            made = Candidate(page, match, score, chapter.gloss, ORDER[match])
            found.setdefault(chapter.slug, made)
        return _Found(list(found.values()), len(found), query) if found else None

    def _ordered(
        self,
        question: Question,
        query: Query,
        asked: _Asked,
        window: int = CANDIDATES,
        certain: float = FIRST,
    ) -> _Found | None:
        """Pages in order: window by window, so that every page of an answer has its own lines.

        What the engine gives fewer than `certain` points cannot be called as was typed.
        """
        query = self._filtered(query, asked.filters)
        ordered: list[Candidate] = []
        total, start = 0, 0
        while start == 0 or (start < asked.until and start < total):
            result = self._engine.searcher.search(query, window, count=start == 0, offset=start)
            total = total if start else int(result.count)  # type: ignore[attr-defined]
            found = [(self._engine.card(at), score >= certain) for score, at in result.hits]
            ordered += in_order(question, found)
            start += window
        return _Found(ordered, total, query) if ordered else None

    def _filtered(self, query: Query, filters: Sequence[Query]) -> Query:
        if not filters:
            return query
        return Query.boolean_query([(Occur.Must, each) for each in (query, *filters)])


def _words_of(candidate: Candidate) -> frozenset[str]:
    names = (*candidate.card.names, *candidate.card.lay)
    return frozenset(word for name in names for each in spellings(name) for word in each)
