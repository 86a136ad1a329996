"""The only door to a release: opened read-only, checked first, asked in plain words.

Rule 1. A release is checked as a whole at the door; behind it nothing is doubted.
Rule 2. What is not there is None or empty; only a release that cannot be read raises.
Rule 3. A library may be shared between threads.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec

from nosograph.criteria.sets import CriteriaSet
from nosograph.criteria.stored import from_json
from nosograph.library import schema
from nosograph.library.manifest import REBUILD, Manifest, read_manifest, verify_files
from nosograph.library.records import (
    FindingRecord,
    GeneRecord,
    Letter,
    Listed,
    ListedInSystem,
    Showing,
    StoredPage,
    SystemCount,
    TermRecord,
)
from nosograph.library.search import SearchIndex
from nosograph.library.terms import Terms
from nosograph.model.changes import ReleaseChanges
from nosograph.model.classification import Place, Portal, without_seventh
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease, Labelled
from nosograph.model.entries import OWN, Audience, Entry, Kind
from nosograph.model.failures import LibraryError
from nosograph.model.sources import Source

if TYPE_CHECKING:  # numpy takes a tenth of a second, which only the ranking has to wait for
    from nosograph.library.annotations import Annotations

_DISEASE = msgspec.json.Decoder(Disease)
_CHANGES = msgspec.json.Decoder(tuple[ReleaseChanges, ...])
_PLACE = msgspec.json.Decoder(Place)
_ENTRY = msgspec.json.Decoder(Entry)
_PORTAL = msgspec.json.Decoder(Portal)
_TERM = msgspec.json.Decoder(TermRecord)


class Library:
    """A release, open for reading."""

    def __init__(
        self, folder: Path, manifest: Manifest, search: SearchIndex, connection: sqlite3.Connection
    ) -> None:
        self.folder = folder
        """Where the release really lies, links resolved."""
        self.manifest = manifest
        self.search = search
        """The search box."""
        self._connection = connection
        self._lock = Lock()

    @classmethod
    def open(cls, path: Path, verify: bool = True) -> Self:
        """The release at `path`, which may be a link to it.

        `verify=False` skips the files' sums, for a folder that has just been checked.

        Raises:
            LibraryError: it is missing, damaged, or of another schema version.
        """
        # The link is followed once, so that all files come from one release even when the
        # link is switched meanwhile.
        folder = path.resolve()
        if not folder.is_dir():
            raise LibraryError(f"no release at {path}: run `nosograph build` first")
        manifest = read_manifest(folder)
        if verify:
            verify_files(folder, manifest)
        search = SearchIndex.open(folder / schema.SEARCH_FOLDER)
        return cls(folder, manifest, search, _connect(folder / schema.LIBRARY_FILE))

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def sources(self) -> tuple[Source, ...]:
        """Whose data the release holds."""
        return self.manifest.sources

    def disease(self, slug: str) -> Disease | None:
        """The disease at that address."""
        row = self._one(schema.DISEASE, slug)
        return _DISEASE.decode(zlib.decompress(row[0])) if row else None

    def stored(self, slug: str) -> bytes:
        """The disease at that address as the build has written it; empty if there is none."""
        row = self._one(schema.DISEASE, slug)
        return zlib.decompress(row[0]) if row else b""

    def changes(self, slug: str) -> tuple[ReleaseChanges, ...]:
        """What changed in the disease with each release, the newest first."""
        row = self._one(schema.CHANGES, slug)
        return _CHANGES.decode(zlib.decompress(row[0])) if row else ()

    def listed(self, slug: str) -> Listed | None:
        """The disease at that address, as a row of a list."""
        row = self._one(schema.LISTED_BY_SLUG, slug)
        return _listed(row) if row else None

    def slugs(self) -> tuple[str, ...]:
        """The addresses of all diseases, in the order of their names."""
        return tuple(slug for (slug,) in self._all(schema.SLUGS))

    def slugs_for(self, code: Code) -> tuple[str, ...]:
        """Diseases that the code fits exactly, curated ones first."""
        rows = self._all(schema.SLUGS_FOR_CODE, str(code))
        return tuple(slug for (slug,) in rows)

    def near_code(self, code: Code) -> tuple[tuple[str, str, str], ...]:
        """Slug, name and relation of diseases that a code does not fit exactly."""
        rows = self._all(schema.NEAR_CODE, str(code))
        return tuple((slug, name, schema.RELATIONS[rank]) for slug, name, rank in rows)

    def place(self, slug: str) -> Place | None:
        """The place in the classification at that address."""
        row = self._one(schema.PLACE, slug)
        return _PLACE.decode(zlib.decompress(row[0])) if row else None

    def place_of(self, code: str) -> tuple[str, str] | None:
        """Address and title of the place of an ICD-10-CM code, or of the one above it."""
        for spelt in dict.fromkeys((code, without_seventh(code))):
            row = self._one(schema.PLACE_SLUG, spelt) or self._one(schema.CODE_BELOW, spelt)
            if row:
                return row[0], row[1]
        return None

    def places(self) -> tuple[str, ...]:
        """The addresses of all places in the classification."""
        return tuple(slug for (slug,) in self._all(schema.PLACE_SLUGS))

    def chapters(self) -> tuple[tuple[str, str], ...]:
        """Address and title of every chapter of the classification."""
        return tuple(self._all(schema.CHAPTERS))

    def portals(self, language: str) -> tuple[Portal, ...]:
        """Where families find texts in a language."""
        return tuple(_PORTAL.decode(row) for (row,) in self._all(schema.PORTALS, language))

    @cached_property
    def presentations(self) -> tuple[Entry, ...]:
        """The ways in from what somebody sees, by name."""
        rows = self._all(schema.PRESENTATIONS)
        return tuple(_ENTRY.decode(zlib.decompress(row)) for (row,) in rows)

    def presentation(self, slug: str) -> Entry | None:
        """The presentation at that address."""
        return next((each for each in self.presentations if each.slug == slug), None)

    def slug_for(self, code: Code) -> str | None:
        """The first of `slugs_for`."""
        return next(iter(self.slugs_for(code)), None)

    def slug_of(self, ids: Iterable[str]) -> str | None:
        """The disease that the ranking knows by these ids."""
        for id in ids:
            own = id.removeprefix(OWN)
            found = own if own != id else self.slug_for(Code.parse(id))
            if found:
                return found
        return None

    def redirect(self, slug: str) -> str | None:
        """Where a former address leads now."""
        return next(iter(self._one(schema.REDIRECT, slug) or ()), None)

    def redirects(self) -> dict[str, str]:
        """Every former address and where it leads."""
        return dict(self._all(schema.REDIRECTS))

    def codes(self) -> list[tuple[str, str]]:
        """Slug and exact code of every disease, in order."""
        return self._all(schema.CODES_OF_SLUGS)

    def code_links(self) -> list[tuple[str, str, str]]:
        """Code, relation and slug of everything that a code may mean, by code."""
        rows = self._all(schema.CODE_LINKS)
        return [(code, schema.RELATIONS[rank], slug) for code, rank, slug in rows]

    def page(self, slug: str, audience: Audience, language: str) -> StoredPage | None:
        """The page that the build has rendered, if it has."""
        row = self._one(schema.PAGE, slug, str(audience), language)
        return StoredPage(*row) if row else None

    def finding(self, term: str, *, limit: int = 300, offset: int = 0) -> FindingRecord | None:
        """A finding's page, with the diseases that show it most often.

        An alternative or obsolete HPO id answers with the record of the current one.
        """
        alias = self._one(schema.ALIAS, term)
        if alias is not None:
            (term,) = alias
        row = self._one(schema.FINDING, term)
        if row is None:
            return None
        label, system, total, excluded, stored = row
        told = _TERM.decode(zlib.decompress(stored))
        shown = self._all(schema.SHOWN_BY, term, limit, max(offset, 0)) if limit > 0 else ()
        return FindingRecord(
            term,
            label,
            system=Labelled(system, self.labels.get(system, "")) if system else None,
            definition=told.definition,
            comment=told.comment,
            synonyms=told.synonyms,
            lay=told.lay,
            parents=told.parents,
            children=told.children,
            diseases=tuple(_showing(*each) for each in shown),
            total=total,
            listed=min(total, schema.MOST_LISTED),
            excluded=excluded,
            excluded_in=told.excluded_in,
            meaning=told.meaning,
            names=told.names,
        )

    def gene(self, symbol: str) -> GeneRecord | None:
        """A gene's page; capitals do not matter."""
        row = self._one(schema.GENE, symbol)
        if row is None:
            return None
        diseases = self._all(schema.GENE_DISEASES, symbol)
        known, ncbi = row
        return GeneRecord(known, ncbi, diseases=tuple(_listed(each) for each in diseases))

    def letters(self) -> tuple[Letter, ...]:
        """A–Z with counts; letters without diseases are left out."""
        return tuple(Letter(*row) for row in self._all(schema.LETTERS))

    def browse_letter(
        self, letter: str, *, limit: int = 100_000, offset: int = 0
    ) -> tuple[Listed, ...]:
        """The diseases under a letter (`A` to `Z`, or `#`), by name."""
        rows = self._all(schema.BROWSE_LETTER, letter.upper(), max(limit, 0), max(offset, 0))
        return tuple(_listed(row) for row in rows)

    def curated(self) -> tuple[Listed, ...]:
        """The diseases with a full entry, by name."""
        return tuple(_listed(row) for row in self._all(schema.CURATED))

    def systems(self) -> tuple[SystemCount, ...]:
        """The organ systems, by label."""
        return tuple(SystemCount(*row) for row in self._all(schema.SYSTEMS))

    def system(self, term: str) -> SystemCount | None:
        """One organ system."""
        row = self._one(schema.SYSTEM, term)
        return SystemCount(*row) if row else None

    def browse_system(
        self, term: str, *, limit: int = 100_000, offset: int = 0
    ) -> tuple[ListedInSystem, ...]:
        """The diseases with a finding in an organ system, by name."""
        rows = self._all(schema.BROWSE_SYSTEM, term, max(limit, 0), max(offset, 0))
        return tuple(ListedInSystem(slug, name, Kind(kind), n) for slug, name, kind, n in rows)

    def criteria_sets(self) -> tuple[tuple[str, str], ...]:
        """The id of every criteria set and the slug of its disease, by id."""
        return tuple(self._all(schema.CRITERIA))

    def criteria_set(self, id: str) -> CriteriaSet | None:
        """The criteria set of that id."""
        row = self._one(schema.CRITERIA_SET, id)
        return from_json(json.loads(row[0])) if row else None

    def criteria_of(self, slug: str) -> tuple[CriteriaSet, ...]:
        """The criteria sets of a disease, in the order of its entry."""
        return tuple(from_json(json.loads(row)) for (row,) in self._all(schema.CRITERIA_OF, slug))

    def names(self) -> dict[str, str]:
        """Every disease's address and name, by name."""
        return dict(self._all(schema.NAMES))

    def terms(self) -> dict[str, str]:
        """Every finding's HPO id and label, by id."""
        return dict(self._all(schema.TERMS))

    def classified(self) -> list[tuple[str, str, str]]:
        """Code and title of everything in ICD-10-CM from the category down, by code, and the code
        of the place above where it has no page of its own."""
        return self._all(schema.CLASSIFIED)

    def former_terms(self) -> dict[str, str]:
        """Every obsolete or alternative HPO id and the current one."""
        return dict(self._all(schema.ALIASES))

    @cached_property
    def ontology(self) -> Terms:
        """What lies above and below each finding."""
        return Terms(self._term_record, self._current_term)

    @cached_property
    def annotations(self) -> "Annotations":
        """The arrays of the differential diagnosis, mapped into memory.

        Raises:
            LibraryError: they cannot be read.
        """
        from nosograph.library.annotations import open_annotations

        return open_annotations(self.folder)

    @cached_property
    def labels(self) -> dict[str, str]:
        """HPO id → label of terms that pages name without listing them as findings."""
        return dict(self._all(schema.LABELS))

    def _term_record(self, term: str) -> bytes | None:
        row = self._one(schema.TERM_RECORD, term)
        return row[0] if row else None

    def _current_term(self, term: str) -> str | None:
        row = self._one(schema.ALIAS, term)
        return row[0] if row else None

    def _all(self, statement: str, *values: str | int) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, _storable(values)).fetchall()

    def _one(self, statement: str, *values: str | int) -> Any:
        with self._lock:
            return self._connection.execute(statement, _storable(values)).fetchone()


def _storable(values: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Lone surrogates cannot be asked for; replaced, they are simply not found."""
    return tuple(
        each.encode("utf-8", "replace").decode() if isinstance(each, str) else each
        for each in values
    )


def _connect(path: Path) -> sqlite3.Connection:
    # immutable=1 lets SQLite skip locking and change detection altogether. It is safe because
    # a build writes a new folder and renames it into place.
    address = f"{path.as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        found = connection.execute(schema.READ_USER_VERSION).fetchone()[0]
    except sqlite3.Error as error:
        raise LibraryError(f"cannot read {path} ({error}): {REBUILD}") from None
    if found != schema.SCHEMA_VERSION:
        connection.close()
        raise LibraryError(
            f"{path} has schema {found}, this version reads {schema.SCHEMA_VERSION}: {REBUILD}"
        )
    _check_tables(connection, path)
    return connection


def _check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """See that every question can be put: one whose table is missing would fail at a visitor."""
    for statement in vars(schema).values():
        if isinstance(statement, str) and statement.lstrip().upper().startswith("SELECT"):
            try:
                connection.execute(f"EXPLAIN {statement}", (None,) * statement.count("?"))
            except sqlite3.Error as error:
                connection.close()
                raise LibraryError(f"{path} is not whole ({error}): {REBUILD}") from None


def _listed(row: tuple[str, str, str]) -> Listed:
    slug, name, kind = row
    return Listed(slug, name, Kind(kind))


def _showing(
    slug: str, name: str, kind: str, frequency: str, estimate: float | None, via: str, label: str
) -> Showing:
    through = Labelled(via, label) if via else None
    return Showing(slug, name, Kind(kind), frequency, estimate, through)
