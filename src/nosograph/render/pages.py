"""A disease as a page."""

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.render.site import SiteInfo


def entry_page(
    disease: Disease,
    *,
    audience: Audience = Audience.PROFESSIONAL,
    language: str = "en",
    site: SiteInfo,
) -> str:
    """The whole HTML page of a disease."""
    raise NotImplementedError
