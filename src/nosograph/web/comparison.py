"""Two diseases side by side: the page, the same as text and JSON, and the way to it."""

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.comparison import compare
from nosograph.asking.diseases import disease_meant
from nosograph.reasoning.comparison import Comparison
from nosograph.render.comparison import address, comparison_page
from nosograph.render.comparison_files import as_json, as_text
from nosograph.render.environment import render
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import (
    clean,
    language,
    release,
    shell,
    site,
)
from nosograph.web.addressed import disease, not_found


def _asked(request: Request) -> Comparison:
    here = disease(request, text="cmp_not_found")
    there = disease(request, "other", text="cmp_not_found")
    try:
        return compare(release(request), here, there)
    except ValueError:
        raise not_found(request, here.name, "cmp_itself") from None


async def page(request: Request) -> Response:
    """Both diseases on one page."""
    found, tag = _asked(request), language(request)
    own = address(found.here.slug, found.there.slug)
    content = comparison_page(found, tag, site(request))
    return responses.page(
        request, render("comparison.html", shell(request, content.title, own), content)
    )


async def asked(request: Request) -> Response:
    """From a name or an address, as a form sends it, to the page."""
    here = disease(request, text="cmp_not_found")
    wanted = clean(request.query_params.get("with", ""))
    there = disease_meant(release(request), wanted).disease
    if there is None:
        raise not_found(request, wanted, "cmp_not_found")
    return responses.redirect(path(language(request), address(here.slug, there.slug)), 303)


async def as_plain_text(request: Request) -> Response:
    """Both diseases as text."""
    found = _asked(request)
    return responses.body(request, as_text(found).encode(), "text/plain; charset=utf-8")


async def as_document(request: Request) -> Response:
    """Both diseases as JSON."""
    found = _asked(request)
    return responses.document(request, as_json(found))
