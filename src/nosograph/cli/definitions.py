"""Criteria sets for a population: from a release or from entry files to what `cohort` runs.

Rule. The codes are opened up by the engine that answers for one person, so that both search for
the same ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nosograph.cli.case_files import text_of
from nosograph.cli.output import Exit, err, stop

if TYPE_CHECKING:
    from nosograph.cohort.statement import Definition
    from nosograph.cohort.value_sets import Mapped
    from nosograph.criteria.matching import Findings
    from nosograph.criteria.sets import CriteriaSet
    from nosograph.reasoning.criteria import Evaluator


@dataclass(frozen=True)
class Asked:
    """One set that was named, for both engines."""

    evaluator: "Evaluator"
    definition: "Definition"


@dataclass(frozen=True)
class Shelf:
    """Where sets are looked up."""

    sets: "Mapping[str, CriteriaSet]"
    ontology: "Findings"
    former: Mapping[str, str]
    """Older id of a finding → the id used now."""
    versions: Mapping[str, str]


def asked_sets(
    shelf: Shelf, ids: Sequence[str], closed: Sequence[str] = (), mapped: "Sequence[Mapped]" = ()
) -> list[Asked]:
    """The sets of these ids; ends the command if there is one that does not exist."""
    from nosograph.cohort.closing import closed_items
    from nosograph.cohort.statement import Definition
    from nosograph.cohort.value_sets import frozen
    from nosograph.reasoning.criteria import Evaluator

    found = []
    for id in ids:
        criteria = shelf.sets.get(id)
        if criteria is None:
            known = ", ".join(sorted(shelf.sets)) or "none"
            stop(Exit.NOTHING, f"there is no criteria set {id!r}; there are: {known}")
        evaluator = Evaluator(criteria, shelf.ontology)
        codes = evaluator.codes
        sets = frozen(
            criteria, codes.confirms, codes.rules_out, codes.needed, codes.measures,
            evaluator.outline.implied, shelf.former, mapped,
        )  # fmt: skip
        own = [name for name in closed if name == "all" or _has(criteria, name)]
        found.append(Asked(evaluator, Definition(criteria, sets, closed_items(criteria, own))))
    _check_closed(closed, [each.evaluator.criteria for each in found])
    return found


def shelf_of(release: Path, dictionary: Path | None, sources: Path) -> Shelf:
    """The sets of a release, or of the entry files of a dictionary."""
    if dictionary is not None:
        return _from_files(dictionary, sources)
    from nosograph.library.reader import Library

    with Library.open(release) as library:
        sets = {id: library.criteria_set(id) for id, _ in library.criteria_sets()}
        former = library.former_terms()
        return Shelf(
            {id: each for id, each in sets.items() if each is not None},
            _Kept(library.ontology, sets.values(), former),
            former,
            {"release": library.manifest.version},
        )


class _Kept:
    """What an ontology says about the codes of some sets, for when the release is closed."""

    def __init__(
        self,
        ontology: "Findings",
        sets: "Iterable[CriteriaSet | None]",
        former: Mapping[str, str],
    ) -> None:
        self._former = former
        codes = {c.code for each in sets if each is not None for i in each.items for c in i.codes}
        self._current = {code: ontology.resolve(code) for code in codes}
        known = [code for code, current in self._current.items() if current is not None]
        self._above = {code: ontology.ancestors(code) for code in known}
        self._below = {code: ontology.descendants(code) for code in known}

    def resolve(self, id: str) -> str | None:
        """The current id for `id`, or None."""
        return self._current.get(id) or self._former.get(id)

    def ancestors(self, id: str) -> frozenset[str]:
        """`id` itself and everything above it."""
        return self._above.get(id, frozenset({id}))

    def descendants(self, id: str) -> frozenset[str]:
        """`id` itself and everything below it."""
        return self._below.get(id, frozenset({id}))


def _from_files(dictionary: Path, sources: Path) -> Shelf:
    from nosograph.entries.criteria_yaml import FILE, read_criteria
    from nosograph.entries.problems import Desk
    from nosograph.sources.catalog import load_known

    ontology = load_known(sources).ontology
    sets: dict[str, CriteriaSet] = {}
    for path in sorted({*dictionary.glob(f"*/{FILE}"), *dictionary.glob(FILE)}):
        desk = Desk(lambda problem: err.print(str(problem), markup=False), str(path))
        file = read_criteria(path.read_text(encoding="utf-8"), desk)
        sets |= {each.id: each for each in file.sets}
    former = {old: term.id for term in ontology.terms.values() for old in term.alternative_ids}
    return Shelf(
        sets,
        ontology,
        former | dict(ontology.replaced),
        {"dictionary": str(dictionary.name), "hpo": ontology.version},
    )


def mapped_in(maps: Sequence[Path]) -> "list[Mapped]":
    """The lines of the maps; ends the command if one cannot be read."""
    return [row for path in maps for row in _mapped(path)]


def _mapped(path: Path) -> "list[Mapped]":
    from nosograph.cohort.value_sets import read_map

    wrong: list[str] = []
    try:
        lines = text_of(path).splitlines()
        found = list(read_map(lines, wrong.append, path.name))
    except ValueError as error:
        stop(Exit.USAGE, f"--map {path}: {error}")
    if not found:
        stop(Exit.USAGE, f"--map {path}: {wrong[0] if wrong else 'it is empty'}")
    for message in wrong[:5]:
        err.print(f"{path}: {message}", markup=False)
    if len(wrong) > 5:
        err.print(f"{path}: and {len(wrong) - 5} more lines left out", markup=False)
    return found


def _has(criteria: "CriteriaSet", name: str) -> bool:
    return any(item.id == name and item.kind == "fact" for item in criteria.items)


def _check_closed(closed: Sequence[str], sets: "Sequence[CriteriaSet]") -> None:
    for name in closed:
        if name != "all" and not any(_has(each, name) for each in sets):
            stop(Exit.USAGE, f"--closed {name}: no set asked for has a fact of that name")
