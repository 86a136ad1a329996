"""Where the neighbours and causes that an entry names have their pages in this release.

Rule. What has no page keeps its name and gets no address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nosograph.model.codes import Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import Entry
from nosograph.model.neighbours import Neighbour, Neighbourhood
from nosograph.model.presentations import Cause


def placed(entries: Sequence[Entry], diseases: Sequence[Disease]) -> dict[str, Entry]:
    """The entries by slug, their neighbours with name and page, their causes with page."""
    names = {disease.slug: disease.name for disease in diseases}
    codes = {
        link.code: disease.slug
        for disease in reversed(diseases)
        for link in disease.codes
        if link.match == "exact"
    }
    return {entry.slug: _placed(entry, names, codes) for entry in entries}


def _placed(entry: Entry, names: Mapping[str, str], codes: Mapping[Code, str]) -> Entry:
    def page_of(each: Neighbour | Cause) -> str:
        return each.entry if each.entry in names else codes.get(each.code, "") if each.code else ""

    def found(each: Neighbour) -> Neighbour:
        page = page_of(each)
        return replace(each, page=page, called=names.get(page, "") if each.entry else each.name)

    if entry.presentation is not None:
        pages = tuple((each.id, page_of(each)) for each in entry.presentation.causes)
        kept = tuple(each for each in pages if each[1])
        return replace(entry, presentation=replace(entry.presentation, pages=kept))
    if entry.differential is None:
        return entry
    neighbours = tuple(map(found, entry.differential.neighbours))
    return replace(entry, differential=Neighbourhood(entry.differential.basis, neighbours))
