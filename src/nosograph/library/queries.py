"""What is asked of the search engine, in its own terms.

Rule. Names, signs and codes of one page stand in fields of their own (`library.cards`), so that
each word says what it was found as.
"""

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from nosograph.library import cards
from nosograph.library.candidates import Question
from nosograph.library.words import key

BELOW = 0.5
"""What it is worth that a disease shows a finding below the one typed, while candidates are found."""

FIRST = 1000.0
"""A score that no sum of words reaches."""


class Queries:
    """Queries on the pages of an index."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def all_of(self, question: Question, name: str) -> Query:
        """Pages that have every word, or the code, or exactly the name."""
        must = [
            (Occur.Must, self.slot(question, place, name)) for place in range(len(question.slots))
        ]
        asked = [Query.boolean_query(must), *self.special(question)]
        return self.of_type(either(asked), name)

    def most_of(self, question: Question, name: str) -> Query:
        """Pages that have at least half of the words."""
        should = [
            (Occur.Should, self.slot(question, place, name)) for place in range(len(question.slots))
        ]
        half = (len(should) + 1) // 2
        some = Query.boolean_query(should, minimum_number_should_match=half)
        return self.of_type(either([some, *self.special(question)]), name)

    def slot(self, question: Question, place: int, name: str) -> Query:
        """One typed word, as anything that it may stand for."""
        slot = question.slots[place]
        options = [
            Query.boost_query(self.term(name, word), quality)
            for word, quality in slot.options.items()
        ]
        if name == cards.NAMES:
            options.append(self.term(cards.GENE, slot.word))
        for sign in question.signs:
            if place in sign.places:
                term = cards.sign_term(sign.term)
                options.append(self.term(cards.SIGN, term))
                options.append(Query.boost_query(self.term(cards.SIGN_ABOVE, term), BELOW))
        return Query.disjunction_max_query(options)

    def special(self, question: Question) -> list[Query]:
        """What outranks everything else: the code, and the name exactly as typed."""
        asked = [self.term(cards.EXACT, key(question.typed))]
        if question.code:
            asked.append(self.term(cards.CODE, question.code.lower()))
        if question.bare:
            asked.append(self.term(cards.BARE, question.bare))
        return [Query.const_score_query(each, FIRST) for each in asked]

    def of_type(self, query: Query, name: str) -> Query:
        """Diseases only, or everything else, by the field that holds their names."""
        disease = Query.const_score_query(self.term(cards.TYPE, cards.DISEASE_TYPE), 0.0)
        kept = Occur.Must if name == cards.NAMES else Occur.MustNot
        return Query.boolean_query([(Occur.Must, query), (kept, disease)])

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
