"""The example dictionary: where it lies, what is known about it, how to break it."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nosograph.entries.check import checked_dictionary
from nosograph.model.ontology import Ontology, Term

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "dictionary"
SLUG = "example-syndrome"
TODAY = date(2026, 2, 1)
NAMES = {"ORPHA:9999991": "Example syndrome", "ORPHA:9999992": "Another example"}

_TERMS = (
    Term("HP:0000001", "All"),
    Term("HP:0000118", "Phenotypic abnormality", parents=("HP:0000001",)),
    Term("HP:0000005", "Mode of inheritance", parents=("HP:0000001",)),
    Term("HP:0000707", "Abnormality of the nervous system", parents=("HP:0000118",)),
    Term("HP:0001251", "Ataxia", parents=("HP:0000707",)),
    Term("HP:0001336", "Myoclonus", parents=("HP:0000707",)),
    Term("HP:0000486", "Strabismus", parents=("HP:0000118",)),
    Term("HP:0001083", "Ectopia lentis", parents=("HP:0000118",)),
)
ONTOLOGY = Ontology(
    "test",
    {term.id: term for term in _TERMS},
    replaced={"HP:0000487": "HP:0000486"},
    obsolete=frozenset({"HP:0000487"}),
)


def copied(into: Path) -> Path:
    """A copy of the dictionary that may be spoiled."""
    return Path(shutil.copytree(EXAMPLES, into / "dictionary"))


def checked(root: Path):
    """The copy, checked on an ordinary day."""
    return checked_dictionary(root, ONTOLOGY, NAMES, TODAY)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that an author gets wrong, and what must be said about it."""

    slug: str
    file: str
    old: str
    """What stands in the file; empty to put something at its end."""
    new: str
    at: str = ""
    """The text at which the problem must point; empty for the whole file."""
    also: tuple[str, ...] = ()
    """Problems that really come with it."""

    def make(self, root: Path) -> tuple[int, int]:
        """Make the mistake; the place where it must be reported."""
        path = root / SLUG / self.file
        text = path.read_text(encoding="utf-8")
        assert self.old in text
        text = text.replace(self.old, self.new, 1) if self.old else text + self.new
        path.write_bytes(text.encode())
        if not self.at:
            return 0, 0
        before = text[: text.index(self.at)]
        return before.count("\n") + 1, len(before) - before.rfind("\n")
