"""The questions that programs ask, with what they take and what is answered.

Rule 1. They answer what `nosograph.open` answers: facts with their sources, no free advice.
Rule 2. Every answer names its sources and release, and carries the safety words of the pages.
Rule 3. Agents, `/api` and its description are made from these types, and so cannot differ.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from msgspec import Meta, Struct

from nosograph.asking.codes import Option
from nosograph.interop.python import Dictionary
from nosograph.render.claim_files import ClaimRecord
from nosograph.render.clinician_files import SpecialtyRecord
from nosograph.render.criteria_files import VerdictRecord
from nosograph.render.differential_files import RankingRecord
from nosograph.render.languages import words
from nosograph.render.note_files import MentionRecord
from nosograph.render.quote_files import QuoteRecord
from nosograph.render.search_files import SearchRecord

Answer = TypeVar("Answer")

Text = Annotated[str, Meta(min_length=1, max_length=400)]
Named = Annotated[str, Meta(min_length=1, max_length=400, description="A slug, code or name.")]
Language = Annotated[str, Meta(pattern="^(en|de)$", description="Of texts: en or de.")]
Age = Annotated[str, Meta(max_length=40, description="20mo, 3a, 10d, or P1Y8M; may be empty.")]
Findings = Annotated[
    list[Text], Meta(max_length=100, description="HPO ids, or names of findings of HPO.")
]
WholeCase = Annotated[
    dict[str, Any],
    Meta(description="A phenopacket, FHIR bundle or case by items, in place of findings and ages."),
]
MOST_CLAIMS = 40


class Source(Struct, frozen=True):
    """A release of data that the answer may rest on."""

    id: str
    title: str
    version: str
    licence: str
    attribution: str


class Told(Struct, Generic[Answer], frozen=True):
    """An answer, with what it rests on and how it may be used."""

    answer: Answer
    safety: str
    release: str
    sources: list[Source]


class _Arguments(Struct, forbid_unknown_fields=True):
    pass


class Search(_Arguments):
    """Find diseases, findings and genes by name, code, signs or everyday words, English or
    German. Each result says how it matches; a near spelling is never the answer."""

    text: Text
    limit: Annotated[int, Meta(ge=1, le=50)] = 10
    language: Language = "en"


class Entry(_Arguments):
    """Read a disease: as a professional or a plain-language text whose statements cite their
    sources; an annotated disease has codes, genes and findings alone."""

    disease: Named
    audience: Annotated[str, Meta(pattern="^(professional|patient)$")] = "professional"
    language: Language = "en"


class EntryText(Struct, frozen=True):
    """A disease with its text."""

    slug: str
    name: str
    kind: str
    codes: list[str]
    criteria: list[str]
    """The ids of its criteria sets."""
    text: str


class Claims(_Arguments):
    """What the editors of an entry state, statement by statement, each with its sources and how
    they support it. Quote these, with id and source."""

    disease: Named
    about: Annotated[str, Meta(max_length=100, description="Words; those with most of them.")] = ""


class Ask(_Arguments):
    """A question in words, English or German, answered with the editors' statements, quoted whole
    with id, source and review state. Nothing is generated; no quotes mean that nothing answers."""

    question: Annotated[str, Meta(min_length=1, max_length=300)]
    language: Language = "en"


class Code(_Arguments):
    """The pages that a code means (ICD-10-CM, ORPHA, OMIM, MeSH, SNOMED, LOINC …), each with the
    relation: exact, broader, narrower, related, above."""

    code: Text


class CriteriaSet(_Arguments):
    """Read a set of diagnostic or classification criteria: its items, levels and basis. Without
    an id: which sets there are."""

    id: Annotated[str, Meta(max_length=100)] = ""


class CriteriaText(Struct, frozen=True):
    """Criteria sets, and one of them in words."""

    ids: list[str]
    items: list[str]
    text: str


class Evaluate(_Arguments):
    """What a criteria set says about a case: met, not_met or undetermined per level, what is
    missing, and what to ask next. What is not stated is unknown, never absent."""

    set: Annotated[str, Meta(min_length=1, max_length=100)]
    findings: Annotated[
        list[dict[str, Any]],
        Meta(
            max_length=300,
            description='{"item": "opsoclonus", "status": "present"|"absent"} or '
            '{"item": "a1c", "value": 6.6, "unit": "%"}; "code": "HP:…" in place of an item.',
        ),
    ] = []
    age: Age = ""
    sex: Annotated[str, Meta(pattern="^(male|female|other|)$")] = ""
    case: WholeCase = {}


class Differential(_Arguments):
    """Diseases that fit findings: a ranked list with reasons from published annotations; not a
    diagnosis. State what was looked for and is absent, too."""

    present: Findings = []
    absent: Findings = []
    age: Age = ""
    onset: Age = ""
    sex: Annotated[str, Meta(pattern="^(male|female|other|)$")] = ""
    genes: Annotated[list[Text], Meta(max_length=200)] = []
    top: Annotated[int, Meta(ge=1, le=50)] = 10
    case: WholeCase = {}


class Recognise(_Arguments):
    """Find findings in a note or a parent's words, English or German, and what is said about each:
    present, absent, possible, of the family, in the past."""

    text: Annotated[str, Meta(min_length=1, max_length=20000)]


class Compare(_Arguments):
    """Two diseases side by side: what tells them apart, with sources, and what is recorded of
    both."""

    here: Named
    there: Named


class Care(_Arguments):
    """Which specialties see a disease, at an age, and why."""

    disease: Named
    age: Age = ""


def _search(d: Dictionary, asked: Search) -> SearchRecord:
    return d.search(asked.text, asked.limit, asked.language).record


def _entry(d: Dictionary, asked: Entry) -> EntryText:
    found = d.disease(asked.disease)
    text = found.text(asked.audience, asked.language)
    codes, criteria = list(found.codes), list(found.criteria)
    return EntryText(found.slug, found.name, found.kind, codes, criteria, text)


def _claims(d: Dictionary, asked: Claims) -> list[ClaimRecord]:
    claims, wanted = d.disease(asked.disease).claims, _words(asked.about)
    shared = [len(wanted & _words(f"{each.chapter} {each.text}")) for each in claims]
    best = max(shared, default=0)
    told = [each for each, count in zip(claims, shared, strict=True) if count == best]
    return told[:MOST_CLAIMS] if best or not wanted else []


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _ask(d: Dictionary, asked: Ask) -> list[QuoteRecord]:
    return list(d.ask(asked.question, asked.language))


def _code(d: Dictionary, asked: Code) -> list[Option]:
    return list(d.code(asked.code))


def _criteria(d: Dictionary, asked: CriteriaSet) -> CriteriaText:
    if not asked.id:
        return CriteriaText(list(d.criteria_sets), [], "")
    found = d.criteria(asked.id)
    return CriteriaText([found.id], list(found.items), found.text)


def _evaluate(d: Dictionary, asked: Evaluate) -> VerdictRecord:
    case = {"findings": asked.findings, "age": asked.age, "sex": asked.sex}
    stated = {key: value for key, value in case.items() if value or key == "findings"}
    return d.criteria(asked.set).evaluate(asked.case or stated).record


def _differential(d: Dictionary, asked: Differential) -> RankingRecord:
    if asked.case:
        return d.differential(asked.case, asked.top, asked.genes).record
    if not asked.present and not asked.absent:
        raise ValueError("state at least one finding, present or absent")
    case = d.case(asked.present, asked.absent, age=asked.age, onset=asked.onset, sex=asked.sex)
    return d.differential(case, asked.top, asked.genes).record


def _recognise(d: Dictionary, asked: Recognise) -> list[MentionRecord]:
    return list(d.recognise(asked.text))


def _compare(d: Dictionary, asked: Compare) -> dict[str, Any]:
    return d.compare(asked.here, asked.there)


def _care(d: Dictionary, asked: Care) -> list[SpecialtyRecord]:
    return list(d.disease(asked.disease).specialties(asked.age))


@dataclass(frozen=True, slots=True)
class Question:
    """A question that programs can ask."""

    arguments: type[_Arguments]
    """Its docstring says what the question is for."""
    answer: Any
    """The type of what is answered: some `Told`."""
    ask: Callable[[Dictionary, Any], Any]
    """Raises LookupError or ValueError for what cannot be answered."""
    purpose: str = ""
    """The phrase that states the intended purpose."""
    for_professionals: bool = False
    """Whether it is switched off where the site is for the public."""

    @property
    def description(self) -> str:
        """What it is for, on one line."""
        return " ".join((self.arguments.__doc__ or "").split())


QUESTIONS = {
    "search": Question(Search, Told[SearchRecord], _search),
    "read_entry": Question(Entry, Told[EntryText], _entry),
    "claims": Question(Claims, Told[list[ClaimRecord]], _claims),
    "ask": Question(Ask, Told[list[QuoteRecord]], _ask),
    "code": Question(Code, Told[list[Option]], _code),
    "criteria": Question(CriteriaSet, Told[CriteriaText], _criteria, "", True),
    "evaluate_criteria": Question(Evaluate, Told[VerdictRecord], _evaluate, "", True),
    "differential": Question(Differential, Told[RankingRecord], _differential, "dx_purpose", True),
    "recognise": Question(
        Recognise, Told[list[MentionRecord]], _recognise, "recognise_purpose", True
    ),
    "compare": Question(Compare, Told[dict[str, Any]], _compare),
    "specialties": Question(Care, Told[list[SpecialtyRecord]], _care),
}


def answered(
    dictionary: Dictionary, question: Question, asked: Any, language: str = "en"
) -> Told[Any]:
    """The answer, with what it rests on and the words of safety.

    Raises:
        LookupError: something that is named is not known; the message says what may be meant.
        ValueError: something that is given cannot be used.
    """
    answer, t = question.ask(dictionary, asked), words(language)
    purpose = t[question.purpose] if question.purpose else ""
    return Told(
        answer,
        " ".join(filter(None, [purpose, t["footer_disclaimer"]])),
        dictionary.version,
        [
            Source(each.id, each.title, each.version, each.licence, each.attribution)
            for each in dictionary.sources
        ],
    )
