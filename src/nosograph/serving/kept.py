"""Pages that are rendered once a release.

Rule. A page is kept for an address without a query, and only where it may be kept by a browser.
"""

import gzip

from starlette.requests import Request
from starlette.responses import Response

from nosograph.library.records import StoredPage
from nosograph.serving import responses
from nosograph.serving.offering import offered
from nosograph.serving.pool import Lane, Page, question
from nosograph.serving.requests import language, release

LONGEST = 300
"""Characters of an address whose page is kept."""


def kept(page: Page) -> Page:
    """`page`, which runs in a lane the first time and is answered from memory from then on."""
    worked_out = question(page, Lane.QUICK)

    async def answered(request: Request) -> Response:
        path = request.scope["path"]
        plain = not request.scope["query_string"] and len(path) <= LONGEST
        if not plain or request.method not in ("GET", "HEAD"):
            return await worked_out(request)
        pages, key = release(request).kept, (language(request), path)
        found = pages.get(key)
        if found is not None:
            return responses.stored(request, found)
        response = await worked_out(request)
        # What was offered to one visitor is not what the next one gets.
        if _may_be_kept(response) and not offered(request):
            pages.put(key, _stored(response))
        return response

    return answered


def _may_be_kept(response: Response) -> bool:
    headers = response.headers
    return (
        response.status_code == 200
        and headers.get("cache-control") == responses.REVALIDATE
        and headers.get("content-type") == responses.HTML
    )


def _stored(response: Response) -> StoredPage:
    body = bytes(response.body)
    if response.headers.get("content-encoding") != "gzip":
        body = gzip.compress(body, 5, mtime=0)
    return StoredPage(body, response.headers["etag"].strip('"').removesuffix("-gz"))
