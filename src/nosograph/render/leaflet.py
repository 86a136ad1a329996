"""An entry on paper: an accessible PDF (PDF/UA-1) for one audience, in one language.

Rule 1. It says what the page says: the same sections, decided in `view`, with the release that
they come from and a code that leads to that release.
Rule 2. Data reach the typesetter as data; no text of an entry is ever read as its markup.
Rule 3. The same release gives the same bytes.
"""

import io
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Kind
from nosograph.model.failures import EditionError
from nosograph.render.entry_page import EntryPage
from nosograph.render.environment import Shell
from nosograph.render.languages import words
from nosograph.render.leaflet_blocks import Node, as_blocks, as_inline
from nosograph.render.references import ShownReference
from nosograph.render.site import SiteInfo, path
from nosograph.render.view import entry_view

TEMPLATE = Path(__file__).parent / "templates" / "leaflet.typ"
STANDARD: Final = "ua-1"
MISSING = "leaflets need the libraries of the extra `leaflet`: pip install 'nosograph[leaflet]'"

NAMES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet as a file."""

    pdf: bytes
    language: str
    """Of the medical text."""


def can_make_leaflets() -> bool:
    """Whether the typesetter is installed."""
    return find_spec("typst") is not None and find_spec("segno") is not None


def versioned_url(disease: Disease, audience: Audience, language: str, site: SiteInfo) -> str:
    """The address of the page of this very release; empty when the site's own is not known."""
    rest = "" if audience is Audience.PROFESSIONAL else "patient/"
    if disease.kind is Kind.PRESENTATION:
        address = path(language, f"/p/{disease.slug}/{rest}")
    else:
        address = path(language, f"/v/{site.version}/d/{disease.slug}/{rest}")
    return site.base_url + address if site.base_url else ""


def leaflet(disease: Disease, audience: Audience, language: str, site: SiteInfo) -> Leaflet:
    """The leaflet of an entry.

    Raises:
        EditionError: the entry has no text for that audience, or the typesetter is not installed.
    """
    if not can_make_leaflets():
        raise EditionError(MISSING)
    page = entry_view(disease, audience, language, site)
    if disease.kind not in (Kind.CURATED, Kind.PRESENTATION) or not page.sections:
        raise EditionError(
            f"{disease.slug} has no text for the audience {audience}: leaflets are made of entries "
            "that editors have written"
        )
    return Leaflet(typeset(disease, page, language, site), page.text_language or language)


def typeset(disease: Disease, page: EntryPage, language: str, site: SiteInfo) -> bytes:
    """The file of a page of an entry.

    Raises:
        EditionError: the typesetter made nothing of it.
    """
    import typst

    data = leaflet_data(disease, page, language, site)
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards=STANDARD,
        sys_inputs={"leaflet": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=0,
    )
    if not isinstance(pdf, bytes):
        raise EditionError(f"the typesetter made no PDF of {disease.slug}")
    return pdf


def leaflet_data(
    disease: Disease, page: EntryPage, language: str, site: SiteInfo
) -> dict[str, Any]:
    """Everything that the leaflet shows."""
    t = words(language)
    patient = page.audience is Audience.PATIENT
    url = versioned_url(disease, page.audience, language, site)
    title = t["patient_title"].format(name=page.name) if patient else page.name
    release = Shell(site, language, title, "").release
    return {
        "title": title,
        "authors": list(disease.entry.editors) if disease.entry else [],
        "description": t["footer_disclaimer"],
        "language": language,
        "large": patient,
        "kind": t["leaflet_for"].format(
            audience=t["for_patients"] if patient else t["for_professionals"]
        ),
        "names": _names(page, t["also_called"]),
        "facts": _facts(page, release, t["footer_disclaimer"], t["leaflet_online"] if url else ""),
        "url": url,
        "qr": _qr(url) if url else "",
        "qr_alt": t["leaflet_qr"].format(url=url),
        "running": f"{page.name} · {release}",
        "sections": [
            {
                "title": each.title,
                "level": each.level + 1,
                "language": page.text_language,
                "blocks": as_blocks(each.blocks, site.base_url),
            }
            for chapter in page.sections
            for each in (chapter, *chapter.parts)
        ],
        "references_title": t["references"],
        "references": [_reference(each) for each in page.references if each.back],
        "sources_title": t["sources_of_page"],
        "sources": _sources(page),
    }


def _sources(page: EntryPage) -> list[list[Node]]:
    licence = [{"text": page.entry_licence}] if page.entry_licence else []
    url = page.entry_licence_url
    where: list[Node] = [{"kind": "link", "to": url, "body": [{"text": url}]}] if url else []
    named = (f"{each.title} {each.version}: {each.attribution}" for each in page.sources)
    return [each for each in (licence, where, *([{"text": text}] for text in named)) if each]


def _names(page: EntryPage, lead: str) -> str:
    named = ", ".join(name.text for name in page.names[:NAMES_SHOWN])
    return f"{lead}: {named}" if named else ""


def _facts(page: EntryPage, release: str, disclaimer: str, online: str) -> list[str]:
    review = " · ".join(part for part in (page.status, page.review, page.overdue) if part)
    facts = [review, *page.reviews, page.notice, page.reading, f"{disclaimer} {release}.", online]
    return [each for each in facts if each]


def _reference(each: ShownReference) -> Node:
    if each.written:
        body = as_inline(each.written)
    else:
        text = " ".join(part for part in (each.authors, each.title, each.rest) if part)
        body = [{"text": text}]
    if each.title_url and not each.written:
        body = [
            *body,
            {"text": " "},
            {"kind": "link", "to": each.title_url, "body": [{"text": each.title_url}]},
        ]
    if each.retracted:
        body = [{"kind": "strong", "body": [{"text": f"{each.retracted} "}]}, *body]
    return {"number": each.number, "body": body}


def _qr(url: str) -> str:
    import segno

    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", xmldecl=False, border=2, light="#fff")
    return drawn.getvalue().decode()
