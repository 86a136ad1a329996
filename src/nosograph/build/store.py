"""library.sqlite: one table after the other, in one order, so that the bytes never vary."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

from nosograph.build.classifying import Places
from nosograph.build.merge import Stated, letter
from nosograph.build.pages import Page
from nosograph.build.showing import Showings
from nosograph.criteria.sets import CriteriaSet
from nosograph.criteria.stored import to_json
from nosograph.library import schema
from nosograph.library.records import TermRecord
from nosograph.model.changes import ReleaseChanges
from nosograph.model.classification import Portal
from nosograph.model.diseases import Disease, Labelled
from nosograph.model.entries import Entry
from nosograph.model.lexicons import FindingWords
from nosograph.model.ontology import PHENOTYPE, Ontology

MOST_EXCLUDED = 20
"""Diseases named as not showing a finding; the others are counted."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that the file holds but the pages."""

    diseases: Sequence[Disease]
    """In the order of their names; the first has the number 1."""
    records: Sequence[bytes]
    """Their JSON."""
    stated: Sequence[Sequence[Stated]]
    """What is said of each about findings."""
    showings: Showings
    ontology: Ontology
    redirects: Mapping[str, str]
    criteria: Mapping[str, Sequence[CriteriaSet]]
    """Slug → its criteria sets."""
    lexicon: Sequence[FindingWords] = ()
    """What findings are called, in every language."""
    places: Places = field(default_factory=Places)
    portals: Sequence[Portal] = ()
    presentations: Sequence[Entry] = ()
    """In the order of their names."""
    changes: Mapping[str, tuple[ReleaseChanges, ...]] = field(default_factory=dict)
    """Slug → what changed with each release, for the diseases in which something did."""

    @property
    def findings(self) -> list[str]:
        """The terms that have a page."""
        return sorted(self.ontology.descendants(PHENOTYPE) - {PHENOTYPE})

    @property
    def labels(self) -> dict[str, str]:
        """Labels of terms that pages name without listing them as findings."""
        findings = set(self.findings) - set(self.ontology.systems)
        return {
            id: term.label for id, term in sorted(self.ontology.terms.items()) if id not in findings
        }

    @property
    def called(self) -> dict[str, dict[str, FindingWords]]:
        """HPO id → language → what the finding is called."""
        found: dict[str, dict[str, FindingWords]] = {}
        for each in self.lexicon:
            found.setdefault(each.term, {})[each.language] = each
        return found

    @property
    def names(self) -> Iterator[tuple[str, str, str]]:
        """HPO id, language and name of everything in the lexicons."""
        for each in self.lexicon:
            for name in (*each.names, *each.words):
                yield each.term, each.language, name

    @property
    def lay(self) -> dict[str, tuple[str, ...]]:
        """HPO id → English names and words that HPO does not list."""
        return {
            each.term: (*each.names, *each.words) for each in self.lexicon if each.language == "en"
        }

    @property
    def genes(self) -> dict[str, str]:
        """Symbol → NCBI Gene id."""
        found = {gene.symbol: gene.ncbi for disease in self.diseases for gene in disease.genes}
        return dict(sorted(found.items()))


def open_draft(path: Path) -> sqlite3.Connection:
    """A new, empty library."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(schema.DRAFT_SETTINGS + schema.TABLES)
    connection.execute(schema.USER_VERSION)
    return connection


def write_content(connection: sqlite3.Connection, content: Content) -> None:
    """All tables but the pages."""
    connection.execute("begin")
    for statement, rows in (
        (schema.ADD_DISEASE, _diseases(content)),
        (schema.ADD_CODE, _codes(content)),
        (schema.ADD_REDIRECT, sorted(content.redirects.items())),
        (schema.ADD_FINDING, _findings(content)),
        (schema.ADD_ALIAS, _aliases(content)),
        (schema.ADD_SHOWS, _shows(content)),
        (schema.ADD_GENE, content.genes.items()),
        (schema.ADD_GENE_DISEASE, _gene_diseases(content)),
        (schema.ADD_LABEL, content.labels.items()),
        (schema.ADD_CRITERIA, _criteria(content)),
        (schema.ADD_CHANGE, _changes(content)),
        (schema.ADD_PLACE, _places(content)),
        (schema.ADD_CODE_BELOW, content.places.below),
        (schema.ADD_PORTAL, _portals(content)),
        (schema.ADD_PRESENTATION, _presentations(content)),
    ):
        connection.executemany(statement, rows)
    _write_systems(connection, content)
    connection.execute("commit")


def write_pages(
    connection: sqlite3.Connection, pages: Iterable[Sequence[Page]]
) -> Iterator[set[str]]:
    """Store the pages of one disease after the other; yields the languages of each."""
    connection.execute("begin")
    for several in pages:
        connection.executemany(
            schema.ADD_PAGE,
            [(page.number, page.audience, page.language, page.etag, page.body) for page in several],
        )
        yield {page.language for page in several}
    connection.execute("commit")


def _diseases(content: Content) -> Iterator[tuple[int, str, str, str, str, bytes]]:
    for number, (disease, record) in enumerate(
        zip(content.diseases, content.records, strict=True), start=1
    ):
        packed = zlib.compress(record, 6)
        yield number, disease.slug, str(disease.kind), disease.name, letter(disease.name), packed


def _codes(content: Content) -> list[tuple[str, int, int]]:
    return sorted(
        (str(link.code), number, schema.RELATIONS.index(link.match))
        for number, disease in enumerate(content.diseases, start=1)
        for link in disease.codes
    )


def _findings(content: Content) -> Iterator[tuple[str, str, str, int, int, bytes]]:
    encode = msgspec.json.Encoder().encode
    terms, showings = content.ontology.terms, content.showings
    shown, called, lay = set(content.findings), content.called, content.lay

    def labelled(ids: Iterable[str]) -> tuple[Labelled, ...]:
        found = (Labelled(id, terms[id].label) for id in ids if id in shown)
        return tuple(sorted(found, key=lambda each: (each.label.casefold(), each.term)))

    for id in content.findings:
        term, words = terms[id], called.get(id, {}).values()
        excluded = showings.excluded.get(id, [])
        named = (content.diseases[number - 1] for number in sorted(excluded)[:MOST_EXCLUDED])
        record = TermRecord(
            term.definition,
            term.comment,
            synonyms=term.synonyms,
            parents=labelled(term.parents),
            children=labelled(content.ontology.children[id]),
            lay=lay.get(id, ()),
            meaning={each.language: each.meaning for each in words if each.meaning},
            names={
                each.language: (*each.names, *each.words)
                for each in words
                if each.language != "en" and (each.names or each.words)
            },
            excluded_in=tuple(Labelled(disease.slug, disease.name) for disease in named),
        )
        total = len(showings.shown.get(id, ()))
        system = content.ontology.system(id) or ""
        yield id, term.label, system, total, len(excluded), zlib.compress(encode(record), 6)


def _places(content: Content) -> Iterator[tuple[str, str, str, str, bytes]]:
    encode = msgspec.json.Encoder().encode
    for each in content.places.places:
        place = each.place
        yield place.code, place.slug, place.title, place.level, zlib.compress(encode(each), 6)


def _portals(content: Content) -> Iterator[tuple[int, str, bytes]]:
    encode = msgspec.json.Encoder().encode
    for number, portal in enumerate(content.portals):
        yield number, portal.language, encode(portal)


def _presentations(content: Content) -> Iterator[tuple[int, str, bytes]]:
    encode = msgspec.json.Encoder().encode
    for number, entry in enumerate(content.presentations):
        yield number, entry.slug, zlib.compress(encode(entry), 6)


def _aliases(content: Content) -> list[tuple[str, str]]:
    ontology = content.ontology
    findings = set(content.findings)
    found = {
        alias: id for id in content.findings for alias in ontology.terms[id].alternative_ids
    } | dict(ontology.replaced)
    return sorted(
        (alias, id) for alias, id in found.items() if id in findings and alias not in ontology.terms
    )


def _shows(content: Content) -> Iterator[tuple[str, int, int, str, float | None, str]]:
    for id in content.findings:
        yield from content.showings.rows(id)


def _gene_diseases(content: Content) -> list[tuple[str, int]]:
    return sorted(
        {
            (gene.symbol, number)
            for number, disease in enumerate(content.diseases, start=1)
            for gene in disease.genes
        }
    )


def _changes(content: Content) -> Iterator[tuple[int, bytes]]:
    encode = msgspec.json.Encoder().encode
    for number, disease in enumerate(content.diseases, start=1):
        if disease.slug in content.changes:
            yield number, zlib.compress(encode(content.changes[disease.slug]), 6)


def _criteria(content: Content) -> list[tuple[str, int, int, str]]:
    return sorted(
        (each.id, number, place, json.dumps(to_json(each), ensure_ascii=False))
        for number, disease in enumerate(content.diseases, start=1)
        for place, each in enumerate(content.criteria.get(disease.slug, ()))
    )


def _write_systems(connection: sqlite3.Connection, content: Content) -> None:
    system = cache(content.ontology.system)
    counts: dict[tuple[str, int], int] = {}
    for number, findings in enumerate(content.stated, start=1):
        for each in findings:
            found = (
                None
                if each.excluded or each.term not in content.ontology.terms
                else system(each.term)
            )
            if found:
                counts[found, number] = counts.get((found, number), 0) + 1
    rows = sorted((found, number, count) for (found, number), count in counts.items())
    # Every system, also one in which there are only exclusions: their rows lead to it too.
    for id in sorted(content.ontology.systems):
        total = sum(found == id for found, _, _ in rows)
        connection.execute(schema.ADD_SYSTEM, (id, content.ontology.terms[id].label, total))
    connection.executemany(schema.ADD_SYSTEM_DISEASE, rows)
