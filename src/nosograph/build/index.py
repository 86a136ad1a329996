"""The search index: one document per disease, finding and gene, and one per word.

Rule 1. Documents are added in the order given, by one thread, and end in one segment.
Rule 2. The engine names its files at random; two indexes are the same when their stored
documents are, and `write_index` returns the sum of those.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import tantivy

from nosograph.library import cards
from nosograph.library.cards import Card
from nosograph.library.spelling import initials, key, loose, searched, spellings
from nosograph.model.entries import Kind

HEAP = 64_000_000
"""Bytes the engine may gather before it writes a segment; enough for the whole of HPO."""

CLASSIFIED = str(Kind.CLASSIFIED)

LOCKS = (".tantivy-meta.lock", ".tantivy-writer.lock")


@dataclass(frozen=True, slots=True)
class Indexed:
    """A page as the search knows it."""

    card: Card
    codes: tuple[str, ...] = ()
    """Canonical spellings, inexact ones included."""
    signs: Mapping[str, int] = field(default_factory=dict)
    """HPO id → weight of the finding, from 1 (seldom) to 3 (in most patients)."""
    signs_above: frozenset[str] = frozenset()
    """Ancestors of the signs."""
    systems: tuple[str, ...] = ()
    german: frozenset[str] = frozenset()
    """Those of the card's names that are German; misspelt words stay in their language."""
    text: str = ""
    """What stands in a chapter."""


def write_index(folder: Path, pages: Iterable[Indexed]) -> str:
    """Write the index of `pages` into `folder`; the sum of its stored documents."""
    digest, uses = hashlib.sha256(), Counter[tuple[str, str]]()
    folder.mkdir(parents=True)
    schema = _schema()
    writer = tantivy.Index(schema, path=str(folder)).writer(HEAP, 1)
    encode = msgspec.msgpack.Encoder().encode
    for page in pages:
        stored = encode(page.card)
        digest.update(stored)
        writer.add_document(_document(page, stored, schema, uses))
    writer.commit()
    writer.wait_merging_threads()
    _write_words(folder / cards.WORDS_FOLDER, uses)
    for lock in LOCKS:
        (folder / lock).unlink(missing_ok=True)
        (folder / cards.WORDS_FOLDER / lock).unlink(missing_ok=True)
    return digest.hexdigest()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (cards.NAMES, cards.PLACES, cards.LABELS, cards.SIGN, cards.TEXT):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in (
        cards.EXACT,
        cards.LOOSE,
        cards.PHRASE,
        cards.INITIALS,
        cards.CODE,
        cards.BARE,
        cards.GENE,
        cards.SIGN_ABOVE,
        cards.SLUG,
    ):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (cards.TYPE, cards.KIND, cards.SYSTEM):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_bytes_field(cards.CARD, stored=True)
    return builder.build()


def _document(
    page: Indexed, stored: bytes, schema: tantivy.Schema, uses: Counter[tuple[str, str]]
) -> tantivy.Document:
    card = page.card
    called = list(dict.fromkeys(each for name in card.names for each in spellings(name) if each))
    lay = [each for name in card.lay for each in spellings(name) if each]
    folded = list(dict.fromkeys((*called, *lay)))
    text = searched(page.text)
    uses.update(_words(page, text))
    signs = [
        cards.sign_term(term) for term, weight in sorted(page.signs.items()) for _ in range(weight)
    ]
    values: dict[str, Any] = {
        cards.SIGN: " ".join(signs),
        cards.CODE: [code.lower() for code in page.codes],
        cards.BARE: sorted({bare for code in page.codes for bare in _bare(code)}),
        cards.GENE: [symbol.lower() for symbol in card.genes],
        cards.SIGN_ABOVE: sorted(map(cards.sign_term, page.signs_above)),
        cards.SLUG: card.slug,
        cards.TYPE: card.type,
        cards.KIND: cards.kind_term(card.kind),
        cards.SYSTEM: [cards.sign_term(system) for system in page.systems],
        cards.CARD: stored,
    }
    if card.type == cards.TEXT_TYPE:
        values[cards.TEXT] = " ".join(text)
        return tantivy.Document.from_dict(values, schema)
    values[cards.EXACT] = list(dict.fromkeys(map(key, folded)))
    values[cards.LOOSE] = list(dict.fromkeys(map(loose, folded)))
    # Names of diseases, of what is only named, and of everything else are counted apart: a word's
    # weight and the completions of a beginning depend on what is looked for.
    disease = card.type == cards.DISEASE_TYPE
    named = cards.PLACES if card.kind == CLASSIFIED else cards.NAMES
    values[named if disease else cards.LABELS] = " ".join(word for each in folded for word in each)
    if disease and named == cards.NAMES:
        values[cards.INITIALS] = sorted({each for name in called for each in initials(name)})
    if card.type == cards.FINDING_TYPE:
        values[cards.PHRASE] = values[cards.LOOSE]
    return tantivy.Document.from_dict(values, schema)


def _words(page: Indexed, text: tuple[str, ...]) -> set[tuple[str, str]]:
    """The page's words with their language, those apart that nobody corrects to."""
    if page.card.type == cards.GENE_TYPE:
        return set()
    spoken = "de" if page.german and page.text else "en"
    found = {(word, spoken) for word in text}
    for name in (*page.card.names, *page.card.lay):
        language = "de" if name in page.german else "en"
        found.update((word, language) for each in spellings(name) for word in each)
    return {(word, language) for word, language in found if word.isalpha()}


def _bare(code: str) -> Iterator[str]:
    value = code.partition(":")[2].lower()
    yield value
    if value.startswith("0"):
        yield value.lstrip("0")


def _write_words(folder: Path, uses: Counter[tuple[str, str]]) -> None:
    """The vocabulary, in which misspelt words are looked up."""
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(cards.WORD, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(cards.LANGUAGE, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(cards.USES, stored=True, fast=True)
    schema = builder.build()
    writer = tantivy.Index(schema, path=str(folder)).writer(HEAP, 1)
    for word, language in sorted(uses):
        document = {
            cards.WORD: word,
            cards.LANGUAGE: language,
            cards.USES: uses[word, language],
        }
        writer.add_document(tantivy.Document.from_dict(document, schema))
    writer.commit()
    writer.wait_merging_threads()
