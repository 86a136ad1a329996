"""Entries on paper, the last ones kept as long as their release is open."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.render.handout import handout
from nosograph.render.leaflet import leaflet
from nosograph.render.site import SiteInfo

MOST_KEPT = 64
"""Leaflets kept in memory; each takes some tens of kilobytes, and a third of a second to make."""


class Leaflets:
    """The leaflets asked for last; one is made at a time, so that making them cannot tie up
    the server."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._one_at_a_time = Lock()

    def pdf(self, disease: Disease, audience: Audience, tag: str, about: SiteInfo) -> bytes:
        """The leaflet as a PDF; `about` may give the site another address than the release's.

        Raises:
            EditionError: there is none for that audience.
        """
        key = (about.base_url, disease.slug, audience, tag)
        return self._made(key, lambda: leaflet(disease, audience, tag, about).pdf)

    def handout(self, disease: Disease, tag: str, about: SiteInfo) -> bytes:
        """What fits on one page for families.

        Raises:
            EditionError: there is no text for them.
        """
        key = (about.base_url, disease.slug, "handout", tag)
        return self._made(key, lambda: handout(disease, tag, about))

    def _made(self, key: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        with self._one_at_a_time:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]
