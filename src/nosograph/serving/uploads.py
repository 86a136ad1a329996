"""A file that a visitor opens: read into memory, within bounds, and forgotten.

Rule. How much comes is known before it is read.
"""

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from nosograph.serving.requests import RefusedError, phrases

MOST_BYTES = 1024 * 1024
"""A case has a few kilobytes; the largest phenopackets have some hundred."""


async def uploaded(request: Request, field: str) -> str:
    """The text of the file in a form's field; empty when none was chosen.

    Raises:
        RefusedError: it is too large, or the form cannot be read.
    """
    t = phrases(request)
    length = request.headers.get("content-length", "")
    if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
        raise RefusedError(413, "too_large_title", t["too_large"])
    try:
        async with request.form(max_files=1, max_fields=20) as fields:
            file = fields.get(field)
            if not isinstance(file, UploadFile):
                return file or ""
            return (await file.read()).decode("utf-8", "replace")
    except MultiPartException:
        raise RefusedError(400, "bad_form_title", t["bad_form"]) from None
