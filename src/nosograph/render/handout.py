"""What a family takes home on one page: what to do at once, then as much as fits.

Rule. Sections stand whole or not at all, in words that the page has; where the rest is read stands
at the top, with the release.
"""

from collections.abc import Iterable

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.model.failures import EditionError
from nosograph.render.languages import words
from nosograph.render.leaflet import entry_page, leaflet_data, page_count, typeset
from nosograph.render.leaflet_blocks import Node
from nosograph.render.site import SiteInfo


def handout(disease: Disease, language: str, site: SiteInfo) -> bytes:
    """The page as an accessible PDF.

    Raises:
        EditionError: the entry has no text for families, the typesetter is not installed, or
            nothing of the text fits on a page.
    """
    page = entry_page(disease, Audience.PATIENT, language, site)
    data = leaflet_data(disease, page, language, site)
    told = words(language)["handout_more"]
    data |= {
        "references": [],
        "sources": [*data["sources"][:1], [{"text": told}]],
        "facts": [data["facts"][0], *data["facts"][-2:]],
        "title": page.name,
        "names": "",
        "large": False,
    }
    urgent_first = sorted(data["sections"], key=lambda each: not _is_urgent(each["blocks"]))
    chosen: list[Node] = []
    for section in urgent_first:
        data["sections"] = [*chosen, section]
        if page_count(data) == 1:
            chosen.append(section)
    if not chosen:
        raise EditionError(f"no section of {disease.slug} fits on one page")
    data["sections"] = chosen
    return typeset(data, disease.slug, language)


def _is_urgent(blocks: Iterable[Node]) -> bool:
    return any(each.get("name") == "emergency" for each in blocks)
