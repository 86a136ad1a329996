"""Where the neighbours that an entry names have their pages in this release.

Rule. What has no page keeps its name and gets no address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nosograph.model.codes import Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import Entry
from nosograph.model.neighbours import Neighbour, Neighbourhood


def placed(entries: Sequence[Entry], diseases: Sequence[Disease]) -> dict[str, Entry]:
    """The entries by slug, their neighbours with name and page."""
    names = {disease.slug: disease.name for disease in diseases}
    codes = {
        link.code: disease.slug
        for disease in reversed(diseases)
        for link in disease.codes
        if link.match == "exact"
    }
    return {entry.slug: _placed(entry, names, codes) for entry in entries}


def _placed(entry: Entry, names: Mapping[str, str], codes: Mapping[Code, str]) -> Entry:
    if entry.differential is None:
        return entry

    def found(each: Neighbour) -> Neighbour:
        page = each.entry if each.entry in names else codes.get(each.code, "") if each.code else ""
        return replace(each, page=page, called=names.get(page, "") if each.entry else each.name)

    neighbours = tuple(map(found, entry.differential.neighbours))
    return replace(entry, differential=Neighbourhood(entry.differential.basis, neighbours))
