"""What an import of several files has read so far, so that it can be taken up again.

Rule 1. A file that was read whole is not read again by the same import: same files (by name, size
and time of change), same source, same way of reading. Anything else begins anew.
Rule 2. Nothing depends on whether an import was taken up: rows and rejects come back as they were.
"""

import json
import shutil
from collections.abc import Callable, Generator, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from nosograph.directory.batches import Batch
from nosograph.directory.compile import Plan
from nosograph.directory.manifest import FORMAT
from nosograph.directory.records import SCHEMA
from nosograph.directory.rejects import Rejects

Reader = Callable[[Path, str, Rejects], Iterator[Batch]]
"""Path, name of the source and where to report: the listings of one file."""

_LINE = pa.field("line", pa.int32())


class Parts:
    """The folder of parts beside a directory."""

    def __init__(self, plan: Plan, reader: Reader) -> None:
        self.folder = plan.out.with_name(plan.out.name + ".parts")
        self._plan, self._reader = plan, reader
        self._wanted = _identity(plan, reader) if len(plan.files) > 1 else ""
        if self.folder.exists() and not (self._wanted and self._kept() == self._wanted):
            shutil.rmtree(self.folder)

    @property
    def read_before(self) -> int:
        """How many files need not be read again."""
        return sum(self._path(n).exists() for n in range(len(self._plan.files)))

    def batches(self, rejects: Rejects) -> Generator[Batch]:
        """The listings of every file, those of parts first read from there."""
        for number, path in enumerate(self._plan.files):
            if self._path(number).exists():
                yield from self._again(number, path, rejects)
            elif self._wanted and number < len(self._plan.files) - 1:
                yield from self._keeping(number, path, rejects)
            else:
                yield from self._reader(path, self._plan.source, rejects)

    def drop(self) -> None:
        """Remove the parts: the import is whole."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _keeping(self, number: int, path: Path, rejects: Rejects) -> Iterator[Batch]:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "import").write_text(self._wanted, encoding="ascii")
        heard = _Heard(rejects)
        unfinished = self._path(number).with_suffix(".unfinished")
        one_row, fields = [], []
        with pa.OSFile(str(unfinished), "wb") as file, pa.ipc.new_file(
            file, SCHEMA.append(_LINE)
        ) as out:  # fmt: skip
            for batch in self._reader(path, self._plan.source, heard):
                if not len(batch.rows):
                    continue
                lines = pa.array(batch.lines, pa.int32())
                out.write_table(
                    batch.rows.cast(SCHEMA).combine_chunks().append_column(_LINE, lines)
                )
                one_row.append(batch.one_row)
                fields.append(dict(batch.fields))
                yield batch
        told = {"one_row": one_row, "fields": fields, "rejects": heard.rows}
        self._told(number).write_text(json.dumps(told), encoding="utf-8")
        unfinished.rename(self._path(number))

    def _again(self, number: int, path: Path, rejects: Rejects) -> Iterator[Batch]:
        told = json.loads(self._told(number).read_text(encoding="utf-8"))
        for row in told["rejects"]:
            rejects.add(*row)
        with pa.ipc.open_file(pa.OSFile(str(self._path(number)))) as found:
            each = zip(told["one_row"], told["fields"], strict=True)
            for n, (one_row, fields) in enumerate(each):
                rows = pa.Table.from_batches([found.get_batch(n)])
                lines = rows["line"].to_numpy()
                yield Batch(rows.drop_columns(["line"]), path.name, lines, one_row, fields)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number}.arrow"

    def _told(self, number: int) -> Path:
        return self.folder / f"{number}.json"

    def _kept(self) -> str:
        try:
            return (self.folder / "import").read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""


class _Heard(Rejects):
    """Passes rejects on, and remembers them."""

    def __init__(self, inner: Rejects) -> None:
        self._inner = inner
        self.rows: list[tuple[str, int | str, str, str, str]] = []

    def add(
        self, file: str, row: int | str, reason: str, value: object = "", field: str = ""
    ) -> None:
        """See `Rejects`."""
        self._inner.add(file, row, reason, value, field)
        self.rows.append((file, row, reason, str(value), field))


def _identity(plan: Plan, reader: Reader) -> str:
    """What makes two imports the same."""
    files: list[Any] = []
    for path in plan.files:
        try:
            found = path.stat()
        except OSError:
            return ""
        files.append((str(path.absolute()), found.st_size, found.st_mtime_ns))
    how = getattr(reader, "__qualname__", type(reader).__qualname__)
    owner = getattr(reader, "__self__", None)
    told = json.dumps([FORMAT, how, repr(owner) if owner is not None else "", plan.source, files])
    return sha256(told.encode()).hexdigest()
