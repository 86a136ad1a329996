"""Mondo's mappings (SSSOM tables): which codes of which systems mean the same disease.

Rule 1. Only exact matches join diseases; GARD and NORD are given as cross-references and bring
codes alone.
Rule 2. Labels of both sides are names, except those of retired Mondo classes.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nosograph.model.codes import Code
from nosograph.model.failures import SourceError

EXACT, CROSS_REFERENCE = "skos:exactMatch", "oboInOwl:hasDbXref"
NEEDED = ("subject_id", "subject_label", "predicate_id", "object_id")
REMEDY = "fetch it again with `nosograph sources fetch`, or take it out of the folder"


@dataclass(frozen=True, slots=True)
class MondoDisease:
    """What the mappings say about one Mondo class."""

    id: Code
    label: str
    """Empty for a retired class."""
    codes: tuple[Code, ...]
    """Exact matches and cross-references, sorted."""
    names: tuple[str, ...]
    """Labels that other systems use, sorted."""


@dataclass(frozen=True, slots=True)
class Mondo:
    """All mappings that were given."""

    version: str
    diseases: Mapping[Code, MondoDisease]
    by_code: Mapping[Code, tuple[Code, ...]]
    """OMIM, Orphanet or DECIPHER code → Mondo ids that match it exactly, sorted."""


@dataclass(slots=True)
class _Draft:
    label: str = ""
    codes: set[Code] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def read_mondo(paths: Iterable[Path]) -> Mondo:
    """The mappings in the SSSOM files at `paths` (plain or gzipped).

    Raises:
        SourceError: a file cannot be read or is no SSSOM table.
    """
    drafts: dict[Code, _Draft] = {}
    by_code: dict[Code, set[Code]] = {}
    versions: set[str] = set()
    for path in sorted(paths):
        for mondo, label, predicate, code, name in _rows(path, versions):
            draft = drafts.setdefault(mondo, _Draft())
            if not label.startswith("obsolete "):
                draft.label = label
            draft.codes.add(code)
            if predicate == EXACT:
                by_code.setdefault(code, set()).add(mondo)
                if name and not name.startswith("obsolete "):
                    draft.names.add(name)
    diseases = {
        id: MondoDisease(id, draft.label, tuple(sorted(draft.codes)), tuple(sorted(draft.names)))
        for id, draft in sorted(drafts.items())
    }
    return Mondo(
        max(versions, default=""), diseases, {c: tuple(sorted(ids)) for c, ids in by_code.items()}
    )


def _rows(path: Path, versions: set[str]) -> Iterator[tuple[Code, str, str, Code, str]]:
    columns: dict[str, int] = {}
    for number, line in enumerate(_lines(path), start=1):
        if line.startswith("#"):
            if "mapping_set_version:" in line and "/releases/" in line:
                versions.add(line.partition("/releases/")[2].partition("/")[0])
            continue
        row = line.split("\t")
        if not columns:
            columns = {name: place for place, name in enumerate(row)}
            if missing := [name for name in NEEDED if name not in columns]:
                raise SourceError(
                    f"{path}:{number}: no SSSOM table, it has no column {missing[0]}: {REMEDY}"
                )
            continue
        if len(row) != len(columns):
            raise SourceError(
                f"{path}:{number}: {len(row)} columns instead of {len(columns)}: {REMEDY}"
            )
        predicate = row[columns["predicate_id"]]
        if predicate not in {EXACT, CROSS_REFERENCE}:
            continue
        try:
            mondo, code = (
                Code.parse(row[columns["subject_id"]]),
                Code.parse(row[columns["object_id"]]),
            )
        except ValueError:
            # Systems that we do not carry (phenotypic series, ranges of chapters) stand in the
            # same tables.
            continue
        name = row[columns["object_label"]] if "object_label" in columns else ""
        yield mondo, row[columns["subject_label"]], predicate, code, name


def _lines(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n")
    except (OSError, EOFError) as error:
        raise SourceError(f"{path}: cannot be read ({error}): {REMEDY}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 text: {REMEDY}") from error
