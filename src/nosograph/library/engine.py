"""The search engine over one release: pages found, their cards, and the words of the index.

Rule. What is asked is made in `library.queries`, and put in order in `library.search`.
"""

from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache, partial
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import msgspec
import tantivy
from tantivy import Occur, Query

from nosograph.library import cards
from nosograph.library.answers import Facets
from nosograph.library.cards import Card
from nosograph.library.manifest import REBUILD
from nosograph.library.queries import Queries, either
from nosograph.library.spelling import loose, searched
from nosograph.library.vocabulary import MOST_OPTIONS, Vocabulary
from nosograph.model.failures import LibraryError

SAME_NAME = 4
"""Findings that are taken for one name, should several have it."""

MOST_FACETS = 50

MOST_NEAR = 12
"""Words that a misspelt one may stand for."""

_CARD = msgspec.msgpack.Decoder(Card)


class Engine:
    """The open index of a release's pages, and that of their words."""

    def __init__(self, pages: tantivy.Index, vocabulary: tantivy.Index) -> None:
        self.queries = Queries(pages.schema)
        self.searcher = pages.searcher()
        self._words_schema = vocabulary.schema
        self._words = vocabulary.searcher()
        self._called = lru_cache(maxsize=4096)(self._findings)

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

    @property
    def pages(self) -> int:
        """How many there are."""
        return int(self.searcher.num_docs)

    # Reading the vocabularies takes a fifth of a second, which opening need not wait for.
    @cached_property
    def names(self) -> Vocabulary:
        """The words in names of diseases, then of what is only named."""
        return self._vocabulary(cards.NAMES, cards.PLACES)

    @cached_property
    def labels(self) -> Vocabulary:
        """The words in names of findings, genes and ways in."""
        return self._vocabulary(cards.LABELS)

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return frozenset(each for each, _ in self.searcher.terms_with_prefix(cards.PHRASE, ""))

    @cached_property
    def _words_of_phrases(self) -> frozenset[str]:
        return frozenset(word for each in self._phrases for word in each.split(" "))

    def _vocabulary(self, *fields: str) -> Vocabulary:
        """The words of some fields; those of the first count most."""
        uses: dict[str, int] = {}
        for field in reversed(fields):
            uses |= dict(self.searcher.terms_with_prefix(field, ""))
        return Vocabulary(
            uses,
            pages=self.pages,
            near=self._near,
            completions=partial(self._completions, fields),
        )

    def card_of(self, type: str, slug: str) -> Card | None:
        """What the index keeps of a page."""
        terms = [self.queries.term(cards.TYPE, type), self.queries.term(cards.SLUG, slug)]
        query = Query.boolean_query([(Occur.Must, each) for each in terms])
        hits = self.searcher.search(query, 1, count=False).hits
        return self.card(hits[0][1]) if hits else None

    def _findings(self, name: str) -> tuple[tuple[str, str], ...]:
        hits = self.searcher.search(self.queries.term(cards.PHRASE, name), SAME_NAME).hits
        found = [self.card(address) for _, address in hits]
        labelled = [card for card in found if loose(searched(card.name)) == name]
        kept = labelled or sorted(found, key=lambda card: card.slug)
        return tuple((card.slug, card.name) for card in kept)

    def named(self, name: str) -> Sequence[tuple[str, str]]:
        """The findings of a name; the one that has it as its label alone."""
        return self._called(name) if name in self._phrases else ()

    def bears(self, word: str) -> bool:
        """Whether a finding's name has a word, or may lack it."""
        return not word or word in self._words_of_phrases

    def card(self, address: tantivy.DocAddress) -> Card:
        """What the index keeps of the page that was found there."""
        return _CARD.decode(bytes(self.searcher.doc(address)[cards.CARD][0]))

    def facets(self, query: Query) -> Facets:
        """How many of the pages that a query finds are of each kind and system."""
        fields = (cards.KIND, cards.SYSTEM)
        asked = {name: {"terms": {"field": name, "size": MOST_FACETS}} for name in fields}
        counts = self.searcher.aggregate(query, asked)
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

    def knows(self, word: str, language: str) -> bool:
        """Whether a language has a word."""
        terms = [(cards.WORD, word), (cards.LANGUAGE, language)]
        query = Query.boolean_query(
            [(Occur.Must, Query.term_query(self._words_schema, *each)) for each in terms]
        )
        return bool(self._words.search(query, 1, count=False).hits)

    def _completions(self, fields: Sequence[str], beginning: str) -> Sequence[str]:
        words: dict[str, None] = {}
        for field in fields:
            found = self.searcher.terms_with_prefix(field, beginning)
            found.sort(key=itemgetter(1), reverse=True)  # they come by the alphabet
            words |= dict.fromkeys(word for word, _ in found[:MOST_OPTIONS])
        return list(words)[:MOST_OPTIONS]


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
