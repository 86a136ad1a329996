"""A place in a classification: a disease or a group that has a name, a code and neighbours.

Rule. What is classified is named and placed, and not described; a link says what it rests on.
"""

from dataclasses import dataclass

SYSTEM = "ICD-10-CM"
LONGEST_CODE = len("S52.501A")


@dataclass(frozen=True, slots=True)
class Classified:
    """A chapter, block, category or subcategory of ICD-10-CM."""

    code: str
    """`4` for a chapter, `E08-E13` for a block, `E11` or `E11.9` for what is below."""
    title: str
    """As the classification writes it, without the range of codes."""
    level: str
    """chapter, block, category or subcategory."""
    parent: str = ""
    """Code of what it belongs to; empty for a chapter."""
    names: tuple[str, ...] = ()
    """Inclusion terms: other names, and examples of what belongs there."""
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    """What must not be coded here at all."""
    apart: tuple[str, ...] = ()
    """What is not part of it, and may be there beside it."""

    @property
    def slug(self) -> str:
        """The last part of its page's address."""
        return slug_of(self.code)


@dataclass(frozen=True, slots=True)
class Classification:
    """A release of ICD-10-CM, every place after the one that it belongs to."""

    version: str
    places: tuple[Classified, ...]


@dataclass(frozen=True, slots=True)
class ClassLink:
    """A page of the dictionary that belongs to a place, and why."""

    type: str
    """disease or finding."""
    slug: str
    name: str
    relation: str
    """exact, broader, narrower or related for a code; `name` where only the names agree."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a release stores it."""

    place: Classified
    above: tuple[tuple[str, str], ...]
    """Code and title of what it belongs to, the chapter first."""
    below: tuple[tuple[str, str], ...]
    """Code and title of what belongs to it directly."""
    links: tuple[ClassLink, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    """Language and what people call it."""


@dataclass(frozen=True, slots=True)
class Portal:
    """Where families find a text about what is only named here."""

    name: str
    language: str
    url: str
    """With `{code}`, `{slug}` (lower case, with a hyphen) or `{name}` where these go."""
    by: str
    """code where the portal finds the text by it, name where it can only be searched."""
    note: str = ""


def slug_of(code: str) -> str:
    """The last part of the address of a place."""
    chapter = f"chapter-{code}" if code.isdigit() else code.replace(".", "-")
    return f"icd-10-cm-{chapter}".lower()


def without_seventh(code: str) -> str:
    """A code of seven characters without the last, which tells visits or sides apart; X fills up."""
    return code[:-1].rstrip("X").rstrip(".") if len(code) == LONGEST_CODE else code
