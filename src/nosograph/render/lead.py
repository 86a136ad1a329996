"""What a disease is, in the first words of its page: for cards, feeds and lists.

Rule. They are the page's own words without their citations, and are never shown without a link
to the page, where the citations stand.
"""

import re
from collections.abc import Iterable

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Entry, PatientSection
from nosograph.prose.tree import Block, Inline, Link, Listing, Paragraph, Span, Text
from nosograph.render.languages import counted, words
from nosograph.render.references import ReferenceList
from nosograph.render.written import Prose

_GAP = re.compile(r"\s+(?=[.,;:)]|$)")


def patient_sections(entry: Entry | None, language: str) -> tuple[str, tuple[PatientSection, ...]]:
    """The plain-language text in `language`, or in English, with the language it is in."""
    if entry is None:
        return "", ()
    for each in (language, "en"):
        if entry.patient.get(each):
            return each, entry.patient[each]
    return "", ()


def lead(disease: Disease, audience: Audience, language: str) -> str:
    """A sentence or two on what it is, and who says so where no editor does."""
    t = words(language)
    if disease.entry is not None and (told := first_words(disease.entry, audience, language)):
        return told
    if audience is Audience.PATIENT:
        return t["patient_missing_why"]
    findings = sum(not each.excluded for each in disease.findings)
    known = counted("gloss_findings", findings, language) if findings else ""
    return " ".join(filter(None, (disease.definition, known and f"{known}.", t["generated_from"])))


def first_words(entry: Entry, audience: Audience, language: str) -> str:
    """What an entry's text says first; empty where it says nothing."""
    spoken, sections = patient_sections(entry, language)
    if audience is Audience.PATIENT:
        texts: Iterable[str] = (each.text for each in sections)
    else:
        spoken, texts = "en", (each.text for each in entry.professional)
    prose = Prose(entry, ReferenceList(entry.references), spoken)
    found = (_paragraph(prose.written(each)) for each in texts)
    return next(filter(None, found), "")


def _paragraph(blocks: Iterable[Block]) -> str:
    for each in blocks:
        match each:
            case Paragraph(inside, role="") if text := _GAP.sub("", _said(inside)):
                return " ".join(text.split())
            case Listing(items):
                return _paragraph(block for item in items for block in item)
            case _:
                pass  # headings, tables and boxes are no first words
    return ""


def _said(inside: Iterable[Inline]) -> str:
    said = []
    for each in inside:
        match each:
            case Text(text):
                said.append(text)
            case Span(role=role, inside=within) | Link(role=role, inside=within):
                said.append("" if role in ("cite", "claim") else _said(within))
            case _:
                pass  # what has been written out has no others
    return "".join(said)
