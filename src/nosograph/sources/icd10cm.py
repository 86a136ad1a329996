"""ICD-10-CM's tabular list, as the package `simple-icd-10-cm` delivers it: an XML file.

Rule 1. Of the package only the data file is read.
Rule 2. Every code is a place; whoever names diseases looks at those of up to four characters.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from nosograph.model.classification import Classification, Classified
from nosograph.model.failures import SourceError

PACKAGE = "simple_icd_10_cm"
PATTERN = "icd10c*-tabular-*.xml"

_RANGE = re.compile(r"\s*\([A-Z]\d[0-9A-Z](?:-[A-Z]\d[0-9A-Z])?\)$")


def icd10cm_file() -> Path | None:
    """The tabular list in the installed package; None when it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    data = Path(spec.submodule_search_locations[0]) / "data"
    return max(data.glob(PATTERN), default=None)


def read_icd10cm(path: Path) -> Classification:
    """The classification in an XML file of the tabular list.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        root = ElementTree.parse(path).getroot()  # noqa: S314  # from an installed package
        version = _text(root, "version")
        return Classification(version, tuple(_places(root)))
    except (OSError, ElementTree.ParseError, AttributeError) as error:
        raise SourceError(
            f"{path}: not a tabular list of ICD-10-CM ({error}): reinstall simple-icd-10-cm"
        ) from error


def _places(root: ElementTree.Element) -> Iterator[Classified]:
    for chapter in root.iterfind("chapter"):
        number = _text(chapter, "name")
        yield _place(chapter, number, "chapter", "")
        for block in chapter.iterfind("section"):
            code = block.attrib["id"]
            first, _, last = code.partition("-")
            alone = first == last or not last
            # A block of one category would be the category twice.
            if not alone:
                yield _place(block, code, "block", number)
            for category in block.iterfind("diag"):
                yield from _below(category, number if alone else code, "category")


def _below(node: ElementTree.Element, parent: str, level: str) -> Iterator[Classified]:
    code = _text(node, "name")
    yield _place(node, code, level, parent)
    for child in node.iterfind("diag"):
        yield from _below(child, code, "subcategory")


def _place(node: ElementTree.Element, code: str, level: str, parent: str) -> Classified:
    return Classified(
        code,
        _RANGE.sub("", _text(node, "desc")),
        level,
        parent,
        names=_notes(node, "inclusionTerm"),
        includes=_notes(node, "includes"),
        excludes=_notes(node, "excludes1"),
        apart=_notes(node, "excludes2"),
    )


def _notes(node: ElementTree.Element, name: str) -> tuple[str, ...]:
    return tuple(" ".join(note.text.split()) for note in node.iterfind(f"{name}/note") if note.text)


def _text(node: ElementTree.Element, name: str) -> str:
    return " ".join((node.findtext(name) or "").split())
