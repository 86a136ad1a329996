"""Which form of an answer a client prefers (RFC 9110, `Accept`).

Rule. What is offered first is given to whoever prefers nothing, or nothing that is offered.
"""

from collections.abc import Sequence

from starlette.requests import Request


def preferred(request: Request, offered: Sequence[str]) -> str:
    """The media type that the request's header prefers among those that are offered."""
    wanted = ranges(request.headers.get("accept", ""))
    best, chosen = 0.0, offered[0]
    for type in offered:
        weight = max((_weight(type, *each) for each in wanted), default=(0, 0.0))[1]
        if weight > best:
            best, chosen = weight, type
    return chosen


def ranges(header: str) -> list[tuple[str, float]]:
    """What a header names, in its order, each with its weight."""
    return [_range(each) for each in header.split(",")]


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (each.strip().casefold() for each in text.split(";"))
    weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return name, min(max(float(weight), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def _weight(type: str, wanted: str, weight: float) -> tuple[int, float]:
    """How closely a range names the type, and what it weighs: the closest one decides."""
    if wanted == type:
        return 3, weight
    if wanted == type.partition("/")[0] + "/*":
        return 2, weight
    return (1, weight) if wanted == "*/*" else (0, 0.0)
