"""The kinds of file that an entry's folder may have beside its texts and its entry.yaml.

Rule. A kind is one row of the table: reading, writing, checking and its schema follow from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nosograph.entries.codec import Form, slots_of
from nosograph.entries.confirmations import ConfirmationFile
from nosograph.entries.differential import check_neighbours
from nosograph.entries.pathways import Pathways, check_pathways
from nosograph.entries.presentations import check_presentation
from nosograph.entries.scales import Scales, check_scales
from nosograph.entries.workup import check_workup
from nosograph.model.entries import Entry
from nosograph.model.neighbours import Neighbourhood
from nosograph.model.origins import Origin
from nosograph.model.presentations import Presentation
from nosograph.model.workup import Workup

PRESENTATION = "presentation.yaml"
DIFFERENTIAL = "differential.yaml"
TWINS = "twins.yaml"
WIKI = "wiki.yaml"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file."""

    file: str
    form: type
    what: str
    """What it is called in messages."""
    field: str
    """Where an `Entry` keeps it."""
    check: Callable[[Form[Any]], None] = lambda form: None
    """Reports what is wrong beyond single fields."""

    @property
    def wraps(self) -> bool:
        """Whether an entry keeps only the list that the file holds."""
        return slots_of(self.form)[0].name == self.field

    def of_form(self, form: Form[Any]) -> Any:
        """What an entry keeps of a file."""
        if not self.wraps:
            return form.value
        return getattr(form.value, self.field) if form.value is not None else ()

    def of_entry(self, entry: Entry) -> Any:
        """What the file of an entry holds; None when it needs no file."""
        kept = getattr(entry, self.field)
        return (self.form(kept) if kept else None) if self.wraps else kept


KINDS = (
    FileKind(PRESENTATION, Presentation, "presentation", "presentation", check_presentation),
    FileKind("pathways.yaml", Pathways, "file of pathways", "pathways", check_pathways),
    FileKind("workup.yaml", Workup, "work-up", "workup", check_workup),
    FileKind("scales.yaml", Scales, "file of scales", "scales", check_scales),
    FileKind(DIFFERENTIAL, Neighbourhood, "differential", "differential", check_neighbours),
    FileKind(TWINS, ConfirmationFile, "file of confirmations", "confirmations"),
    FileKind(WIKI, Origin, "origin", "origin"),
)
