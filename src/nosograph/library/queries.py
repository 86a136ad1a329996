"""What is asked of the search engine, in its own terms.

Rule. Names, signs and codes of one page stand in fields of their own (`library.cards`), so that
each word says what it was found as.
"""

from collections.abc import Sequence
from functools import lru_cache

import tantivy
from tantivy import Occur, Query

from nosograph.library import cards
from nosograph.library.question import Question
from nosograph.library.ranking import Slot

BELOW = 0.5
"""What it is worth that a disease shows a finding below the one typed, while candidates are found."""

WRITTEN = 30.0
"""What brings a curated entry among the candidates."""

FIRST = 1000.0
"""A score that no sum of words reaches."""


class Queries:
    """Queries on the pages of an index."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._written = Query.const_score_query(self.term(cards.KIND, "curated"), WRITTEN)
        self._diseases = self._types(cards.DISEASE_TYPE)
        self._others = self._types(cards.FINDING_TYPE, cards.GENE_TYPE, cards.PRESENTATION_TYPE)
        self._slot = lru_cache(maxsize=2048)(self._word)

    def all_of(self, question: Question, name: str) -> Query:
        """Pages that have every word, or the code, or exactly the name."""
        must = [(Occur.Must, each) for each in self._asked(question, name)]
        if not question.listed:
            must.append((Occur.Should, self._written))
        return self.of_type(either([Query.boolean_query(must), *self.special(question)]), name)

    def most_of(self, question: Question, name: str) -> Query:
        """Pages that have at least half of what is asked."""
        should = [(Occur.Should, each) for each in self._asked(question, name)]
        half = (len(should) + 1) // 2
        some = Query.boolean_query(should, minimum_number_should_match=half)
        return self.of_type(either([some, *self.special(question)]), name)

    def texts(self, question: Question) -> Query:
        """Chapters that have every word."""
        must = [
            (
                Occur.Must,
                Query.disjunction_max_query(
                    [self.term(cards.TEXT, word) for word in slot.options or (slot.word,)]
                ),
            )
            for slot in question.slots
        ]
        return Query.boolean_query(must)

    def _asked(self, question: Question, name: str) -> list[Query]:
        """One query per finding that is named, and per word beside those."""
        signs: dict[tuple[int, ...], list[Query]] = {}
        if name == cards.NAMES:
            for sign in question.signs:
                signs.setdefault(sign.places, []).extend(self._shown(sign.term))
        asked = []
        for places, shown in signs.items():
            words = [(Occur.Must, self._slot(question.slots[place], name)) for place in places]
            asked.append(Query.disjunction_max_query([*shown, Query.boolean_query(words)]))
        within = {place for places in signs for place in places}
        asked += [
            self._slot(question.slots[place], name)
            for place in range(len(question.slots))
            if place not in within
        ]
        return asked

    def _shown(self, finding: str) -> list[Query]:
        term = cards.sign_term(finding)
        above = Query.boost_query(self.term(cards.SIGN_ABOVE, term), BELOW)
        return [self.term(cards.SIGN, term), above]

    def _word(self, slot: Slot, name: str) -> Query:
        """One typed word, as anything that it may stand for."""
        options = [
            Query.boost_query(self.term(name, word), quality)
            for word, quality in slot.options.items()
        ]
        if name == cards.NAMES:
            options += [self.term(cards.PLACES, word) for word in slot.options]
            options.append(self.term(cards.GENE, slot.word))
        return Query.disjunction_max_query(options or [self.term(name, slot.word)])

    def special(self, question: Question) -> list[Query]:
        """What outranks everything else: the code, the name as typed, all findings as typed."""
        asked = [self.term(cards.EXACT, question.key), self.term(cards.LOOSE, question.loose)]
        if len(question.typed) == 1:
            asked.append(self.term(cards.INITIALS, question.key))
        if question.code:
            asked.append(self.term(cards.CODE, question.code.lower()))
        if question.bare:
            asked.append(self.term(cards.BARE, question.bare))
        found = [Query.const_score_query(each, FIRST) for each in asked]
        if question.listed:
            every = [
                (Occur.Must, self.term(cards.SIGN, cards.sign_term(sign.term)))
                for sign in question.signs
            ]
            found.append(Query.boost_query(Query.boolean_query(every), len(every)))
        return found

    def of_type(self, query: Query, name: str) -> Query:
        """Diseases only, or everything else, by the field that holds their names."""
        kept = self._diseases if name == cards.NAMES else self._others
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, kept)])

    def _types(self, *types: str) -> Query:
        return Query.const_score_query(either([self.term(cards.TYPE, each) for each in types]), 0.0)

    def filters(self, kind: str | None, system: str | None) -> list[Query]:
        """What narrows a search down: a kind of entry, an organ system."""
        asked = []
        if kind:
            asked.append(self.term(cards.KIND, cards.kind_term(_clean(kind))))
        if system:
            asked.append(self.term(cards.SYSTEM, cards.sign_term(_clean(system))))
        return [Query.const_score_query(each, 0.0) for each in asked]

    def term(self, name: str, word: str) -> Query:
        """Pages with a word in a field."""
        return Query.term_query(self._schema, name, word, index_option="freq")


def either(queries: Sequence[Query]) -> Query:
    """Whatever fits one of several."""
    return Query.boolean_query([(Occur.Should, each) for each in queries])


def _clean(text: str) -> str:
    return text[:60].encode("utf-8", "ignore").decode()
