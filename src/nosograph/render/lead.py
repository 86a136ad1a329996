"""What a disease is, in the first words of its page: for cards, feeds and lists.

Rule. They are the page's own words without their citations, and are never shown without a link
to the page, where the citations stand.
"""

import re
from collections.abc import Iterable

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Entry
from nosograph.prose.tree import Block, Inline, Link, Listing, Paragraph, Span, Text
from nosograph.render.languages import counted, words
from nosograph.render.references import ReferenceList
from nosograph.render.view import patient_sections
from nosograph.render.written import Prose

_GAP = re.compile(r"\s+(?=[.,;:)]|$)")


def lead(disease: Disease, audience: Audience, language: str) -> str:
    """A sentence or two on what it is, and who says so where no editor does."""
    t = words(language)
    if disease.entry is not None and (told := _first(disease.entry, audience, language)):
        return told
    if audience is Audience.PATIENT:
        return t["patient_missing"]
    findings = sum(not each.excluded for each in disease.findings)
    known = counted("gloss_findings", findings, language) if findings else ""
    return " ".join(filter(None, (disease.definition, known and f"{known}.", t["generated_from"])))


def _first(entry: Entry, audience: Audience, language: str) -> str:
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
