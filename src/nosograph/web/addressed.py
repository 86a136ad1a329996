"""What an address names: a disease, or a part of its entry.

Rule. A former slug leads on to the same page under the present one, whatever the page.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from starlette.requests import Request

from nosograph.asking.diseases import disease_at
from nosograph.model.diseases import Disease
from nosograph.render.site import path
from nosograph.serving.requests import MovedError, RefusedError, language, library, phrases, release


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_Named)


def disease(request: Request, key: str = "slug", *, text: str = "not_found") -> Disease:
    """The disease at the address; `text` is the phrase where there is none.

    Raises:
        MovedError: the address has a former slug.
        RefusedError: there is no such disease.
    """
    slug = request.path_params[key]
    found = disease_at(release(request), slug)
    if found is None:
        raise not_found(request, slug, text)
    if found.slug != slug:
        raise MovedError(_present(request))
    return found


def part(request: Request, parts: Iterable[Part], key: str = "id") -> Part:
    """The part of an entry that the address names.

    Raises:
        RefusedError: there is none of that id.
    """
    for each in parts:
        if each.id == request.path_params[key]:
            return each
    raise not_found(request, request.path_params["slug"])


def not_found(request: Request, name: str, text: str = "not_found") -> RefusedError:
    """The refusal of an address, with diseases whose names come near."""
    near = name.replace("-", " ")
    return RefusedError(404, "not_found_title", phrases(request)[text], near=near)


def _present(request: Request) -> str:
    """The request's own address, with present slugs in place of former ones."""
    slugs = {request.path_params.get(key, "") for key in ("slug", "other")}
    parts = [
        (library(request).redirect(each) or each) if each in slugs else each
        for each in request.scope["path"].split("/")
    ]
    query = f"?{request.url.query}" if request.url.query else ""
    return path(language(request), "/".join(parts)) + query
