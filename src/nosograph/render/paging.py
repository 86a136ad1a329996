"""Where in a long list a page stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """A page of a list, and its neighbours."""

    number: int
    count: int
    previous: str
    next: str


def pages(address: str, number: int, total: int, per_page: int, query: str = "") -> Pages:
    """The neighbours of page `number` of a list of `total` rows, under what else was asked."""
    address += f"?{query}&" if query else "?"
    count = max(1, -(-total // per_page))
    number = min(number, count)
    return Pages(
        number,
        count,
        f"{address}page={number - 1}" if number > 1 else "",
        f"{address}page={number + 1}" if number < count else "",
    )
