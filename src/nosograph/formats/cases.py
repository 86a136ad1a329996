"""Cases from a text, whatever form they are in.

Rule. The form is told from the keys: phenopackets have `phenotypicFeatures`, FHIR resources
`resourceType`, rows of OMOP `person`, cases by item `findings`, the short form `present` and `absent`, and what LIRICAL
and Exomiser read `hpoIds`.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from nosograph.formats.bounds import MOST_STATEMENTS, CaseProblems, EnoughError
from nosograph.formats.fhir.cases import read_fhir_case
from nosograph.formats.fields import Spot, documents
from nosograph.formats.items import read_item_case, read_short, read_terms, read_vignette
from nosograph.formats.omop import looks_like_omop, read_omop_case
from nosograph.formats.phenopackets import looks_like_phenopacket, read_phenopacket
from nosograph.model.cases import Case
from nosograph.model.problems import Problems, Report
from nosograph.model.vignettes import Vignette


def read_cases(text: str, file: str, report: Report) -> Iterator[Case]:
    """The cases of a file: one, a list, or one a line. Cases with mistakes are left out."""
    for _, case in read_each(text, file, report):
        if case is not None:
            yield case


def read_each(text: str, file: str, report: Report) -> Iterator[tuple[str, Case | None]]:
    """The id of every case of a file beside the case; None in place of one with mistakes."""
    resources: list[Spot] = []
    for spot in documents(text, file, report):
        if "resourceType" in spot.value:
            resources.append(spot)  # one a line, together they are one person
            continue
        id = spot.value.get("id")
        found, case = _checked(_read, spot, report)
        yield (id if isinstance(id, str) else found), case
    if resources:
        values = [each.value for each in resources]
        yield _checked(lambda spot: read_fhir_case(spot, values), resources[0], report)


def _checked(read: Callable[[Spot], Case], spot: Spot, report: Report) -> tuple[str, Case | None]:
    """The id of the case at a spot, and the case; None after reporting what is wrong with it."""
    problems, case = CaseProblems(), Case()
    try:
        case = read(replace(spot, report=problems))
        count = len(case.statements)
        if count > MOST_STATEMENTS and "resourceType" not in spot.value:
            message = f"states {count:,} findings, where at most {MOST_STATEMENTS:,} are read"
            spot.wrong("too-much", message, "leave out what no case needs")
            return case.id, None
    except EnoughError:
        pass
    for problem in problems.listed(spot.file):
        report(problem)
    return case.id, None if problems.errors else case


def _read(spot: Spot) -> Case:
    if looks_like_phenopacket(spot):
        return read_phenopacket(spot)
    analysis = spot.value.get("analysis")
    if isinstance(analysis, dict) and "hpoIds" in analysis:
        return read_terms(spot.mapping("analysis") or spot)
    if "hpoIds" in spot.value or "negatedHpoIds" in spot.value:
        return read_terms(spot)
    if "phenopacket" in spot.value:
        return _read(spot.mapping("phenopacket") or spot)
    if looks_like_omop(spot):
        return read_omop_case(spot)
    if "present" in spot.value or "absent" in spot.value:
        return read_short(spot)
    return read_item_case(spot)


def read_vignettes(text: str, file: str, report: Report) -> tuple[Vignette, ...]:
    """The vignettes of a file: a list of them, or an object whose `vignettes` is one."""
    found = []
    for spot in documents(text, file, report):
        inner = spot.each("vignettes") if "vignettes" in spot.value else iter((spot,))
        for each in inner:
            problems = Problems()
            vignette = read_vignette(replace(each, report=problems))
            for problem in problems.found:
                report(problem)
            if not problems.errors:
                found.append(vignette)
    return tuple(found)


def read_short_case(text: str, report: Report) -> Case | None:
    """The case that a command line spells, or None after reporting why it is none."""
    problems = Problems()
    found = [read_short(spot) for spot in documents(text, "--short", problems)]
    for problem in problems.found:
        report(problem)
    return found[0] if len(found) == 1 and not problems.errors else None
