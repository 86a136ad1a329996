"""The offer of a page in the language that a browser prefers (RFC 9110, `Accept-Language`).

Rule. Nobody is sent elsewhere: an address keeps its language, and the offer is a link.
"""

from functools import lru_cache

from markupsafe import Markup
from starlette.requests import Request

from nosograph.render.languages import words
from nosograph.render.site import LANGUAGES, path
from nosograph.serving.negotiation import ranges

_BEFORE = '<main id="main"'
_OFFER = Markup(
    '<aside class="offer" lang="{tag}" aria-label="{said}">'
    '<a href="{href}" hreflang="{tag}">{said}</a></aside>\n'
)


def offered(request: Request) -> str:
    """The language that is preferred to the page's own, if the page can be had in it."""
    header = request.headers.get("accept-language", "")
    return _preferred(header, request.scope["nosograph.language"]) if header else ""


@lru_cache(maxsize=256)
def _preferred(header: str, own: str) -> str:
    weights = {tag.partition("-")[0]: weight for tag, weight in reversed(ranges(header))}
    best = max(LANGUAGES, key=lambda each: weights.get(each, 0.0))
    return best if weights.get(best, 0.0) > weights.get(own, 0.0) else ""


def with_offer(request: Request, html: str) -> str:
    """The page with the offer above its content, where there is one to make."""
    tag = offered(request) if request.method == "GET" else ""
    if not tag:
        return html
    href = path(tag, request.scope["path"])
    # As plain text, since `Markup` would escape what is added to it.
    offer = str(_OFFER.format(tag=tag, href=href, said=words(tag)["in_this_language"]))
    return html.replace(_BEFORE, offer + _BEFORE, 1)
