"""What a field of a file may hold beyond its type: words to choose from, ids, sources, lines.

Rule. Everything about a field of a file is said once, where the field is defined; the reader, the
writer and the schema for editors' tools are derived from it.
"""

from dataclasses import dataclass
from typing import Annotated

Spoken = tuple[tuple[str, str], ...]
"""Language and text, the same in each."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The words that a text may be, and what another one is read as."""

    words: tuple[str, ...]
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Unique:
    """An id: a slug that no sibling has, or nothing else in the file."""

    in_file: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """Keys of references, of which one is needed, or needed only beside another field."""

    beside: str = ""


@dataclass(frozen=True, slots=True)
class Some:
    """A list that may not be empty, and what to put into it."""

    hint: str


@dataclass(frozen=True, slots=True)
class Optional:
    """A field that may be left out, although a value always has it."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A field that files have to have, although a value may lack it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A needed field whose lack the checker reports in words of its own."""


@dataclass(frozen=True, slots=True)
class Always:
    """A field that is written even when it has its default."""


@dataclass(frozen=True, slots=True)
class Key:
    """The field's name in files."""

    name: str


@dataclass(frozen=True, slots=True)
class Within:
    """A value whose own fields stand among those of the whole."""


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A field that files do not have."""


@dataclass(frozen=True, slots=True)
class AtLine:
    """Where a part begins in its file."""


Id = Annotated[str, Unique()]
Line = Annotated[int, AtLine()]
Sources = Annotated[tuple[str, ...], Cited()]
