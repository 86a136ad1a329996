"""From a code in any spelling to the page that it means, or to the pages that it may mean.

Rule. One page, exactly meant: 303. Several, or one that is only near: 300, with the relation.
"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from nosograph.asking.codes import CodeMeant, Option, code_meant
from nosograph.model.codes import SYSTEMS, Code
from nosograph.render.environment import render
from nosograph.render.site import path
from nosograph.serving import responses
from nosograph.serving.requests import RefusedError, clean, language, phrases, release, shell

LONGEST = 120


async def code(request: Request) -> Response:
    """From a system and a code to the page."""
    return _led(request, f"{request.path_params['system']}:{request.path_params['code']}")


async def written(request: Request) -> Response:
    """From a code whose system is written as a URI."""
    uri, _, value = request.path_params["written"].rpartition("/")
    return _led(request, f"{uri.replace(':/', '://').replace(':///', '://')}:{value}")


def _led(request: Request, text: str) -> Response:
    try:
        found = Code.parse(clean(text)[:LONGEST])
    except ValueError:
        raise RefusedError(404, "code_unknown_title", phrases(request)["code_bad"]) from None
    tag = language(request)
    if found.system == SYSTEMS["HP"].id:
        return responses.redirect(path(tag, f"/t/{found}"), 303)
    meant = code_meant(release(request), found)
    if not meant.options:
        sentence = phrases(request)["code_unknown"].format(code=found)
        raise RefusedError(404, "code_unknown_title", sentence, near=str(found))
    if meant.page:
        return responses.redirect(path(tag, f"/d/{meant.page}/"), 303)
    return _several(request, meant)


def _several(request: Request, meant: CodeMeant) -> Response:
    t, tag = phrases(request), language(request)
    exact = all(each.relation == "exact" for each in meant.options)
    lead = t["code_several" if exact else "code_near"].format(code=meant.code)
    rows = tuple(
        (each.name, path(tag, f"/d/{each.slug}/"), _relation(each, t)) for each in meant.options
    )
    frame = shell(request, t["code_several_title"], "", indexed=False)
    text = render("several.html", frame, {"lead": lead, "options": rows})
    return responses.page(request, text, status=300)


def _relation(option: Option, t: Mapping[str, str]) -> str:
    return t[f"code_is_{option.relation}"]
