"""An entry on paper: an accessible PDF (PDF/UA-1) for one audience, in one language.

Rule 1. It says what the page says: the same sections, decided in `view`, with the release that
they come from and a code that leads to that release.
Rule 2. Data reach the typesetter as data; no text of an entry is ever read as its markup.
Rule 3. The same release gives the same bytes, unless a script needs fonts of the machine.
"""

import io
import json
import re
import unicodedata
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

LACKING = "\N{WHITE SQUARE}"
"""Stands for a character that no font at hand has; the leaflet says so."""
MOST_SCRIPTS = 24
"""Tries: the leaflet's own font, the system's, then without one script after the other."""
_OWN = ("LATIN", "GREEK", "CYRILLIC")
_UNDISPLAYED = re.compile(r"the text `\"(.*?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


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
    page = entry_page(disease, audience, language, site)
    data = leaflet_data(disease, page, language, site)
    return Leaflet(typeset(data, disease.slug, language), page.text_language or language)


def entry_page(disease: Disease, audience: Audience, language: str, site: SiteInfo) -> EntryPage:
    """The page that goes on paper.

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
    return page


def typeset(data: dict[str, Any], slug: str, language: str) -> bytes:
    """The file of what a leaflet shows.

    Raises:
        EditionError: the typesetter made nothing of it.
    """
    told = json.dumps(data, ensure_ascii=False)
    own_fonts, lacking = True, set[str]()
    for _ in range(MOST_SCRIPTS):
        shown = "".join(LACKING if script(each) in lacking else each for each in told)
        if shown != told:
            noted = json.loads(shown)
            noted["facts"].append(words(language)["leaflet_lacks"].format(mark=LACKING))
            shown = json.dumps(noted, ensure_ascii=False)
        done = _compiled(shown, own_fonts=own_fonts)
        if isinstance(done, bytes):
            return done
        if not own_fonts:
            lacking |= {script(each) for each in done}
        own_fonts = False
    raise EditionError(f"the typesetter made no PDF of {slug}")


def script(character: str) -> str:
    """What is left out together where no font has the character: the whole of a script, or in
    those that the leaflet's own font writes, the one letter."""
    name = unicodedata.name(character, character).partition(" ")[0]
    return character if name in _OWN or not character.isalpha() else name


def page_count(data: dict[str, Any]) -> int:
    """How many pages it fills, as it is without letters that no font has."""
    import typst

    told = json.dumps(data, ensure_ascii=False)
    pages: Any = typst.compile(TEMPLATE.read_bytes(), format="svg", sys_inputs={"leaflet": told})
    return len(pages) if isinstance(pages, list) else 1


def _compiled(data: str, *, own_fonts: bool) -> bytes | str:
    """The file, or what no font could show."""
    import typst

    try:
        pdf = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards=STANDARD,
            sys_inputs={"leaflet": data},
            ignore_system_fonts=own_fonts,
            timestamp=0,
        )
    except typst.TypstError as error:
        undisplayed = _UNDISPLAYED.search(str(error))
        if undisplayed is None:
            raise
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), undisplayed[1])
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
