"""Answers in a notebook: rows that show themselves and become a data frame.

Rule. A table holds all rows; only its picture is cut, and says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Any, Generic, TypeVar, overload

import msgspec

Row = TypeVar("Row")

SHOWN = 25
"""Rows of a picture."""


class Table(Sequence[Row], Generic[Row]):
    """Rows with a caption; `shown` says which of their fields a picture has, and under what
    heading."""

    def __init__(
        self,
        rows: Iterable[Row],
        shown: Mapping[str, str],
        caption: str = "",
        notes: Iterable[str] = (),
    ) -> None:
        self._rows = tuple(rows)
        self._shown = dict(shown)
        self.caption = caption
        self.notes = tuple(filter(None, notes))
        """What has to be said beside the rows."""

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)

    def frame(self) -> Any:
        """All rows and fields as a pandas.DataFrame.

        Raises:
            ImportError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise ImportError("data frames need pandas: pip install pandas") from error
        return pandas.DataFrame(msgspec.to_builtins(self._rows))

    def __repr__(self) -> str:
        lines = ["  ".join(_text(cell) for cell in row) for row in self._cells()]
        return "\n".join(filter(None, [self.caption, *lines, *self._rest()]))

    def _repr_html_(self) -> str:
        heads = "".join(f"<th>{escape(each)}</th>" for each in self._shown.values())
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(_text(cell))}</td>' for cell in row)}</tr>"
            for row in self._cells()
        )
        rest = "".join(f"<p>{escape(each)}</p>" for each in self._rest())
        caption = f"<caption>{escape(self.caption)}</caption>" if self.caption else ""
        return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{rest}"

    def _cells(self) -> Iterator[list[Any]]:
        for row in islice(self._rows, SHOWN):
            yield [getattr(row, field) for field in self._shown]

    def _rest(self) -> Iterator[str]:
        if len(self) > SHOWN:
            yield f"… {len(self) - SHOWN} more"
        yield from self.notes


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}"
    if isinstance(cell, str | int):
        return str(cell)
    if isinstance(cell, Sequence):
        return ", ".join(map(_text, cell))
    return "" if cell is None else str(cell)
