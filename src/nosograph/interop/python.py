"""The dictionary from Python: what `nosograph.open` gives.

Rule 1. The questions and the answers are those of the commands and of `/api`; nothing is composed
here.
Rule 2. What is not understood raises and says what was meant, perhaps; nothing is dropped.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Self

from nosograph.asking import claims as _claims
from nosograph.asking import clinicians as _clinicians
from nosograph.asking import codes as _codes
from nosograph.asking import comparison as _comparison
from nosograph.asking import criteria as _criteria
from nosograph.asking import differential as _differential
from nosograph.asking import quoting as _quoting
from nosograph.asking import recognition as _recognition
from nosograph.asking import search as _search
from nosograph.asking.diseases import disease_meant
from nosograph.asking.release import OpenRelease
from nosograph.criteria.sets import CriteriaSet
from nosograph.criteria.stored import to_json
from nosograph.formats.cases import read_cases
from nosograph.interop.results import Found, Ranking, Read, Verdict
from nosograph.interop.tables import Table
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status, sex_of
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease as DiseaseValue
from nosograph.model.entries import Audience
from nosograph.model.problems import Problems
from nosograph.render import comparison_files, show
from nosograph.render.answer_text import answer_text, criteria_text
from nosograph.render.claim_files import ClaimRecord, claim_records
from nosograph.render.clinician_files import SpecialtyRecord, specialty_record
from nosograph.render.criteria_files import answer_record
from nosograph.render.differential_files import as_record
from nosograph.render.first import first_shown
from nosograph.render.languages import words
from nosograph.render.note_files import mention_record
from nosograph.render.quote_files import QuoteRecord, quote_record
from nosograph.render.search_files import search_record
from nosograph.render.site import LANGUAGES
from nosograph.render.text import as_text

Stated = Case | Mapping[str, Any]
"""A case: of `Dictionary.case` or `read_case`, or a phenopacket, FHIR bundle or case by items."""


def case_from(stated: Stated) -> Case:
    """The case that is stated.

    Raises:
        ValueError: it is no case; the message names every mistake.
    """
    if isinstance(stated, Case):
        return stated
    return _only_case(json.dumps(stated), "case")


def _only_case(text: str, name: str) -> Case:
    problems = Problems()
    found = list(read_cases(text, name, problems))
    if problems.errors:
        raise ValueError("\n".join(map(str, problems.errors)))
    if len(found) != 1:
        raise ValueError(f"{name} holds {len(found)} cases, not one")
    return found[0]


class Criteria:
    """A criteria set of the release."""

    def __init__(self, release: OpenRelease, criteria: CriteriaSet) -> None:
        self._release = release
        self.id, self.title = criteria.id, criteria.title
        self.items = tuple(each.id for each in criteria.items)
        """What the set asks about."""
        self.document = to_json(criteria)
        """The set as JSON."""
        self.text = criteria_text(criteria)
        """The set in words."""

    def evaluate(self, case: Stated) -> Verdict:
        """What the set says about a case.

        Raises:
            ValueError: what is given is no case.
        """
        asked = _criteria.CriteriaQuestion(self.id, case_from(case))
        answer = _criteria.criteria(self._release, asked)
        return Verdict(answer_record(answer), self.title, answer_text(answer, explain=True))

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding of a disease."""

    term: str
    label: str
    frequency: str
    excluded: bool


class Disease:
    """A disease of the release, with everything that its page shows."""

    def __init__(self, release: OpenRelease, disease: DiseaseValue) -> None:
        self._disease, self._sources = disease, release.site.sources
        self.slug, self.name, self.kind = disease.slug, disease.name, str(disease.kind)
        self.definition = disease.definition
        self.codes = tuple(str(link.code) for link in disease.codes)
        self.criteria = tuple(each.term for each in disease.criteria)
        """The ids of its criteria sets."""

    @property
    def findings(self) -> Table[FindingShown]:
        """Its findings as they are annotated."""
        rows = (
            FindingShown(each.term, each.label, str(each.frequency or ""), each.excluded)
            for each in self._disease.findings
        )
        shown = {"term": "Finding", "label": "Label", "frequency": "Seen in"}
        return Table(rows, shown, self.name)

    @property
    def claims(self) -> Table[ClaimRecord]:
        """What its editors state, each statement with its sources; empty without an entry."""
        answer = _claims.claims(self._disease)
        rows = claim_records(answer.entry, answer.claims) if answer else ()
        shown = {"id": "Claim", "chapter": "Chapter", "text": "Statement", "support": "Support"}
        return Table(rows, shown, self.name)

    def document(self, audience: str = "professional", language: str = "en") -> dict[str, Any]:
        """Everything as one JSON document."""
        return show.as_json(self._disease, Audience(audience), self._sources, language)

    def text(self, audience: str = "professional", language: str = "en") -> str:
        """The page as plain text."""
        return as_text(self._disease, Audience(audience), language)

    def specialties(self, age: str = "") -> Table[SpecialtyRecord]:
        """Who sees it, at an age such as `20mo`.

        Raises:
            ValueError: it is no age.
        """
        care = _clinicians.care(self._disease, Age.read(age) if age else None)
        shown = {"code": "Code", "name": "Specialty", "why": "Why"}
        return Table(map(specialty_record, care.suggestions), shown, self.name)

    def __repr__(self) -> str:
        return f"<{self.kind} disease {self.name} ({self.slug}; {', '.join(self.codes)})>"

    def _repr_html_(self) -> str:
        status = escape(show.status(self._disease))
        head = f"<h3>{escape(self.name)}</h3><p>{escape(self.definition)}</p>"
        return f"{head}<p>{escape(', '.join(self.codes))}<br>{status}</p>" + (
            self.findings._repr_html_()
        )


class Dictionary:
    """A release, open for questions; may be shared between threads."""

    def __init__(self, release: OpenRelease) -> None:
        self._release = release
        self.version = release.site.version
        self.sources = release.site.sources
        """The data that answers rest on, with licence and attribution."""

    @property
    def criteria_sets(self) -> tuple[str, ...]:
        """The ids of the criteria sets."""
        return tuple(id for id, _ in self._release.library.criteria_sets())

    def close(self) -> None:
        """Let go of the files."""
        self._release.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, text: str, limit: int = 20, language: str = "en") -> Found:
        """Diseases, findings and genes: by name, code, signs, or everyday words."""
        question = _search.SearchQuestion(text, limit=limit, language=language)
        return Found(search_record(_search.search(self._release, question), language, 0))

    def ask(self, question: str, language: str = "en") -> Table[QuoteRecord]:
        """What the editors state in answer to a question, quoted whole; nothing is generated.

        Raises:
            ValueError: the question is too long.
        """
        answer = _quoting.quoted(self._release, question, language)
        named = answer.disease or answer.other
        rows = (quote_record(each.disease, each.claim, each.chapter) for each in answer.quotes)
        shown = {"name": "Disease", "chapter": "Chapter", "text": "Statement"}
        note = "" if answer.quotes else words(language)["quotes_none"]
        return Table(rows, shown, named.name if named else "", (note,))

    def disease(self, named: str) -> Disease:
        """The disease that a slug, a code in any spelling, or a name means.

        Raises:
            LookupError: it means none, or several; the message names those that may be meant.
        """
        meant = disease_meant(self._release, named)
        if meant.disease is not None:
            return Disease(self._release, meant.disease)
        if meant.several:
            several = ", ".join(each.slug for each in meant.several)
            raise LookupError(f"{named!r} means several diseases: {several}")
        near = ", ".join(each.slug for each in meant.near[:3])
        raise LookupError(f"no disease {named!r}" + (f"; perhaps {near}" if near else ""))

    def code(self, written: str) -> Table[_codes.Option]:
        """The pages that a code means: `ICD-10-CM:E11.9`, `ORPHA:1183`, each with the relation.

        Raises:
            ValueError: it is no code.
        """
        meant = _codes.code_meant(self._release, Code.parse(written))
        shown = {"slug": "Id", "name": "Name", "relation": "Relation"}
        return Table(meant.options, shown, str(meant.code))

    def criteria(self, set_id: str) -> Criteria:
        """A criteria set.

        Raises:
            LookupError: there is no such set; the message names those there are.
        """
        found = self._release.evaluator(set_id)
        if found is None:
            known = ", ".join(self.criteria_sets)
            raise LookupError(f"no criteria set {set_id!r}; there are {known}")
        return Criteria(self._release, found.criteria)

    def case(
        self,
        present: Iterable[str] = (),
        absent: Iterable[str] = (),
        *,
        age: str = "",
        onset: str = "",
        sex: str = "",
    ) -> Case:
        """A case of findings by HPO id or name; ages such as `20mo` or `P1Y8M`.

        Raises:
            LookupError: a finding is not known; the message names those that may be meant.
            ValueError: an age or a sex is none.
        """
        said = ((Status.PRESENT, present), (Status.ABSENT, absent))
        return Case(
            statements=tuple(
                Statement(status, code=self._term(text)) for status, texts in said for text in texts
            ),
            age=Age.read(age) if age else None,
            sex=sex_of(sex),
            began=Age.read(onset) if onset else None,
        )

    def _term(self, text: str) -> str:
        meant = _search.finding_meant(self._release, text)
        if meant.term:
            return meant.term
        near = ", ".join(f"{each.slug} {each.name}" for each in meant.near)
        raise LookupError(f"no finding is called {text!r}" + (f"; perhaps {near}" if near else ""))

    def differential(
        self, case: Stated, top: int = 20, genes: Iterable[str] = (), *, pairs: bool = False
    ) -> Ranking:
        """The diseases that fit a case, with reasons; those of `genes` alone if there are any.

        Raises:
            ValueError: what is given is no case.
        """
        question = _differential.DifferentialQuestion(
            _differential.coded(self._release, case_from(case)), tuple(genes), top, pairs=pairs
        )
        answer = _differential.differential(self._release, question)
        found = answer.pairs if pairs else None
        first = [first_shown(each, LANGUAGES[0]) for each in answer.first]
        return Ranking(
            as_record(answer.ranking, question.case.id, answer.mislabelled, found, first)
        )

    def recognise(self, text: str) -> Read:
        """The findings of a note in English or German.

        Raises:
            ValueError: the text is too long.
        """
        note = _recognition.read_note(self._release, text)
        clear = [(each.term, each.status) for each in note.findings if each.status is not None]
        case = _recognition.case_of(self._release, clear, note.rest)
        return Read(map(mention_record, note.mentions), case)

    def compare(self, here: str, there: str) -> dict[str, Any]:
        """Two diseases side by side, as one JSON document.

        Raises:
            LookupError: one is not known.
            ValueError: they are the same.
        """
        diseases = (self.disease(each)._disease for each in (here, there))
        return comparison_files.as_json(_comparison.compare(self._release, *diseases))

    def __repr__(self) -> str:
        return f"<Nosograph {self.version}>"


def read_case(path: str | Path) -> Case:
    """The only case of a file: a phenopacket, FHIR resources, a case by items, a list of terms.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no case, or several; the message names every mistake.
    """
    return _only_case(Path(path).read_text(encoding="utf-8"), str(path))


def open_release(release: str | Path = "releases/current") -> Dictionary:
    """A release, or the link to one, open for questions.

    Raises:
        LibraryError: it is missing, damaged, or of another schema version.
    """
    return Dictionary(OpenRelease.open(Path(release)))
