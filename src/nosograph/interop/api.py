"""The questions over HTTP: `POST /api/{question}` with JSON, and their description.

Rule. What a question takes and answers stands in `interop.questions`; here it is only carried.
"""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from nosograph.interop.machines import Refused
from nosograph.interop.openapi import description
from nosograph.interop.python import Dictionary
from nosograph.interop.questions import QUESTIONS, answered
from nosograph.serving import responses
from nosograph.serving.requests import language, own_address, release
from nosograph.serving.settings import settings


async def ask(request: Request) -> Response:
    """The answer to a question."""
    name = request.path_params["question"].replace("-", "_")
    question = QUESTIONS.get(name)
    if question is None or (question.for_professionals and not settings(request).with_tools):
        raise Refused(404, "there is no such question here; GET /api/openapi.json lists them")
    try:
        asked = msgspec.json.decode(await request.body(), type=question.arguments)
    except msgspec.DecodeError as error:
        raise Refused(400, str(error)) from None
    except RecursionError:
        raise Refused(400, "nested too deeply") from None
    try:
        told = answered(Dictionary(release(request)), question, asked, language(request))
    except LookupError as error:
        raise Refused(404, str(error.args[0]) if error.args else "not found") from None
    except (ValueError, RecursionError) as error:
        raise Refused(400, str(error)) from None
    return responses.document(request, told, cache=responses.KEEP_NOTHING)


async def described(request: Request) -> Response:
    """The interfaces in OpenAPI 3.1."""
    told = description(own_address(request), with_tools=settings(request).with_tools)
    return responses.document(request, told)
