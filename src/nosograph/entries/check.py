"""Everything that is wrong with an entry, or with a dictionary, at once.

Rule 1. A check that needs a file which cannot be read is left out, so that one broken file is
one problem.
Rule 2. The day is an argument, and so is what is known about codes and findings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nosograph.criteria.sets import CriteriaSet
from nosograph.entries.check_chapters import (
    check_chapters,
    check_languages,
    check_reading,
    check_sections,
)
from nosograph.entries.check_notes import check_notes
from nosograph.entries.check_terms import (
    check_codes,
    check_figures,
    check_findings,
    check_names,
    check_review,
    check_sources,
    folded,
    is_distinctive,
    sources_of,
)
from nosograph.entries.check_text import Known, check_key, check_text, cited_keys
from nosograph.entries.check_wording import check_values, check_wording
from nosograph.entries.confirmations import check_confirmations, check_twins
from nosograph.entries.criteria_files import (
    VIGNETTES,
    check_criteria,
    check_ids_across,
    check_vignettes,
    cited_in,
    write_vignettes,
)
from nosograph.entries.criteria_yaml import FILE as CRITERIA
from nosograph.entries.criteria_yaml import write_criteria
from nosograph.entries.differential import check_differential
from nosograph.entries.disease_words import read_disease_words
from nosograph.entries.kinds import DIFFERENTIAL, PRESENTATION, TWINS, WIKI
from nosograph.entries.lexicons import LEXICONS, read_lexicons
from nosograph.entries.portals import PORTALS, read_portals
from nosograph.entries.presentations import check_presented
from nosograph.entries.read import (
    ENTRY,
    PROFESSIONAL,
    REFERENCES,
    LocatedEntry,
    entry_folders,
    patient_file,
    read_located,
)
from nosograph.entries.references import identities
from nosograph.entries.retractions import Retractions, check_retraction, read_retractions
from nosograph.entries.write import entry_files
from nosograph.model.classification import Portal
from nosograph.model.entries import Entry, Kind, Name
from nosograph.model.lexicons import DiseaseWords
from nosograph.model.ontology import Ontology
from nosograph.model.presentations import SECTIONS
from nosograph.model.problems import Problems, Report
from nosograph.prose.claims import kept_of
from nosograph.prose.reviews import stale
from nosograph.prose.tree import Embedded, FigureRef, Node, walk


@dataclass(slots=True)
class CheckedDictionary:
    """The entries of a dictionary and everything that is wrong with them."""

    entries: tuple[Entry, ...] = ()
    """Those without errors."""
    broken: tuple[str, ...] = ()
    """The slugs of the others."""
    problems: Problems = field(default_factory=Problems)
    located: tuple[LocatedEntry, ...] = ()
    """Every folder as it was read."""
    words: tuple[DiseaseWords, ...] = ()
    """What diseases are called."""
    portals: tuple[Portal, ...] = ()

    @property
    def diseases(self) -> tuple[Entry, ...]:
        """The entries about a disease."""
        return tuple(each for each in self.entries if each.kind is not Kind.PRESENTATION)

    @property
    def criteria(self) -> dict[str, tuple[CriteriaSet, ...]]:
        """The criteria sets of each entry that has some, by slug, if nothing is wrong with it."""
        return {
            each.slug: each.criteria.sets
            for each in self.located
            if each.criteria.sets and each.slug not in self.broken
        }


def check_dictionary(
    root: Path, ontology: Ontology, known: Mapping[str, str], today: date
) -> Problems:
    """The problems of a dictionary, or of one entry if `root` is its folder.

    `known` maps codes ("ORPHA:1183") to the names under which HPO annotates them.
    """
    return checked_dictionary(root, ontology, known, today).problems


def checked_dictionary(
    root: Path, ontology: Ontology, known: Mapping[str, str], today: date
) -> CheckedDictionary:
    """A dictionary read and checked in one go."""
    result = CheckedDictionary()
    alone = (root / ENTRY).exists()
    folders = (root,) if alone else entry_folders(root)
    located = [read_located(each, result.problems, "" if alone else None) for each in folders]
    retracted = read_retractions(root.absolute().parent if alone else root, result.problems)
    for each, folder in zip(located, folders, strict=True):
        _check_located(each, folder, ontology, known, today, retracted, result.problems)
    _check_across(located, result.problems)
    if not alone:
        read_lexicons(root / LEXICONS, ontology, result.problems)
        named = {each.slug: each.entry.name for each in located if each.entry}
        result.words = read_disease_words(root / LEXICONS, {**known, **named}, result.problems)
        result.portals = read_portals(root / PORTALS, result.problems)
    wrong = {problem.path.partition("/")[0] for problem in result.problems.errors}
    if alone and wrong:
        wrong = {located[0].slug}
    read = [(each.slug, each.entry) for each in located]
    result.entries = tuple(entry for slug, entry in read if entry and slug not in wrong)
    result.located = tuple(located)
    result.broken = tuple(slug for slug, entry in read if entry is None or slug in wrong)
    return result


def _check_located(
    located: LocatedEntry,
    folder: Path,
    ontology: Ontology,
    names_of: Mapping[str, str],
    today: date,
    retracted: Retractions,
    report: Report,
) -> None:
    known = _known(located, folder)
    _check_texts(located, known, report)
    desk = located.desk(ENTRY, report)
    if located.yaml is not None:
        check_findings(located.yaml, ontology, desk)
        check_codes(located.yaml, names_of, desk)
        check_names(located.yaml, desk)
        check_review(located.yaml, today, desk)
        check_sources(located.yaml, known, desk)
        check_figures(located.yaml, set(_used_figures(located)), desk)
        check_values(located.yaml.root, desk, doses=True)
    _check_sourced_parts(located, known, report)
    if CRITERIA in located.texts:
        check_criteria(located.criteria, known, ontology, located.desk(CRITERIA, report))
    desk = located.desk(PRESENTATION, report)
    check_presented(located.forms[PRESENTATION], known, ontology, desk)
    desk = located.desk(DIFFERENTIAL, report)
    check_differential(located.forms[DIFFERENTIAL], known, ontology, desk)
    check_vignettes(located.vignettes, located.criteria, located.desk(VIGNETTES, report))
    _check_twins(located, report)
    _check_licence(located, report)
    _check_reviews(located, report)
    _check_references(located, retracted, report)
    check_notes(located, report)
    _check_canonical(located, report)


def _others(folder: Path) -> tuple[str, ...]:
    """The entries that stand beside `folder`."""
    folder = folder.absolute()
    return tuple(each.name for each in entry_folders(folder.parent) if each.name != folder.name)


def _known(located: LocatedEntry, folder: Path) -> Known:
    part, references = located.yaml, located.references
    headings = {chapter.id for chapter in located.chapters}
    headings |= {section.id for each in located.patient.values() for section in each}
    return Known(
        references=None if references is None else {each.key for each in references.references},
        figures=None if part is None else part.figures,
        findings=None if part is None else {finding.term for finding in part.findings},
        headings=headings,
        entries=_others(folder),
    )


def _nodes(located: LocatedEntry) -> Iterator[Node]:
    """Everything that the texts of an entry are made of."""
    return walk(
        block for parts in located.parts.values() for part in parts for block in part.blocks
    )


def _used_figures(located: LocatedEntry) -> Iterator[str]:
    """The figures and topics of figures that texts show."""
    for node in _nodes(located):
        match node:
            case FigureRef(id):
                yield f"figure:{id}"
            case Embedded("figures", topic):
                yield f"figures:{topic}"
            case _:
                pass


def _check_texts(located: LocatedEntry, known: Known, report: Report) -> None:
    for file, parts in located.parts.items():
        desk = located.desk(file, report)
        check_text(parts, known, desk, sourced=file == PROFESSIONAL)
        check_wording(located.texts[file], desk)
    chapters = located.chapters
    if PROFESSIONAL in located.texts:
        complete = located.yaml is not None and located.yaml.kind is Kind.CURATED
        desk = located.desk(PROFESSIONAL, report)
        check_chapters(located.parts[PROFESSIONAL], chapters, desk, complete=complete)
    ids = {chapter.id for chapter in chapters} or None
    if located.forms[PRESENTATION].value is not None:
        ids = set(SECTIONS)
    for file, parts in located.parts.items():
        if file != PROFESSIONAL and not parts:
            hint = "write it, or delete the file"
            located.desk(file, report).note("empty-chapter", "there is nothing in it", hint=hint)
    desks = {each: located.desk(patient_file(each), report) for each in located.patient}
    for language, sections in located.patient.items():
        parts = located.parts[patient_file(language)]
        check_sections(parts, sections, ids, desks[language])
        check_reading(sections, language, desks[language])
    check_languages(located.patient, desks)


def _check_sourced_parts(located: LocatedEntry, known: Known, report: Report) -> None:
    for file, form in located.forms.items():
        desk = located.desk(file, report)
        for key, at in form.cited:
            check_key(key, known, desk, at)
        if form.root is not None:
            check_values(form.root, desk, doses=True)


def _check_twins(located: LocatedEntry, report: Report) -> None:
    entry = located.entry
    if entry is not None:
        check_confirmations(entry, located.forms[TWINS], located.desk(TWINS, report))
        desks = {each: located.desk(patient_file(each), report) for each in located.patient}
        check_twins(entry, desks)


def _check_reviews(located: LocatedEntry, report: Report) -> None:
    """Report reviews of what the entry claimed before."""
    entry, part = located.entry, located.yaml
    if entry is None or part is None:
        return
    for record in stale(entry):
        number = entry.review.records.index(record)
        located.desk(ENTRY, report).note(
            "stale-review",
            f"{record.by!r} reviewed an earlier state on {record.on}",
            part.root.place("review", "records", number, "state"),
            value=record.state,
            hint=f"have the changes looked at: `nosograph history {entry.slug}`, then"
            f" `nosograph review {entry.slug} --by NAME --role ROLE`",
        )


def _check_licence(located: LocatedEntry, report: Report) -> None:
    """Report a text that was kept under share-alike terms and is passed on under others."""
    part, origin = located.yaml, located.forms[WIKI].value
    if part is None or origin is None or not origin.licence.startswith("CC-BY-SA"):
        return
    entry = located.entry
    if not part.licence.startswith("CC-BY-SA") and (entry is None or kept_of(entry)):
        told = f"text of {origin.page!r} is under {origin.licence}, the entry under {part.licence}"
        hint = "write 'licence: CC-BY-SA-4.0', or put the text into your own words and delete wiki.yaml"
        at = part.root.place("licence")
        located.desk(ENTRY, report).note("lost-licence", told, at, value=part.licence, hint=hint)


def _check_references(located: LocatedEntry, retracted: Retractions, report: Report) -> None:
    found, desk = located.references, located.desk(REFERENCES, report)
    if found is None:
        return
    cited = set(cited_keys(_nodes(located)))
    if located.yaml is not None:
        cited |= {source for source, _ in sources_of(located.yaml)}
    cited |= {key for form in located.forms.values() for key, _ in form.cited}
    cited |= cited_in(located.criteria)
    works: dict[str, str] = {}
    for reference, node in zip(found.references, found.nodes, strict=True):
        key = reference.key
        if located.yaml is not None and key not in cited:
            desk.note(
                "uncited-reference",
                f"nothing cites the reference {key!r}",
                node.place("id"),
                value=key,
                hint="cite it or delete it",
            )
        for name, given in identities(reference.csl):
            first = works.setdefault(f"{name} {given}", key)
            if first != key:
                desk.note(
                    "duplicate-reference",
                    f"{key!r} has the {name} of {first!r}",
                    node.place(name),
                    value=given,
                    hint="cite one of them everywhere and delete the other",
                )
                break
        check_retraction(reference, node, retracted, desk)
        check_values(node, desk, doses=False)


def _check_canonical(located: LocatedEntry, report: Report) -> None:
    entry = located.entry
    if entry is None:
        return
    try:
        files = entry_files(entry)
        if located.criteria.sets:
            files[CRITERIA] = write_criteria(located.criteria.sets)
        if located.vignettes.vignettes:
            files[VIGNETTES] = write_vignettes(located.vignettes.vignettes)
    except (ValueError, TypeError):
        # A value that cannot be written has been reported where it was read.
        return
    for file, text in located.texts.items():
        expected, given = files.get(file, "").split("\n"), text.split("\n")
        pairs = zip(expected, given, strict=False)
        line = next(
            (n for n, (e, g) in enumerate(pairs, 1) if e != g), min(len(expected), len(given))
        )
        if expected != given:
            wanted = expected[line - 1]
            located.desk(file, report).note(
                "not-canonical",
                "the file is not in canonical form from this line on",
                (line, 1),
                value=given[line - 1],
                hint=f"write {wanted!r} here" if wanted else "write an empty line here, or nothing",
            )


def _check_across(located: list[LocatedEntry], report: Report) -> None:
    """Report what two entries may not share."""
    check_ids_across((each.criteria, each.desk(CRITERIA, report)) for each in located)
    slugs = {each.slug: each.slug for each in located}
    codes: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for each in located:
        if each.yaml is None:
            continue
        part, desk = each.yaml, each.desk(ENTRY, report)
        for index, slug in enumerate(part.former_slugs):
            if slugs.setdefault(slug, each.slug) != each.slug or slug == each.slug:
                desk.note(
                    "duplicate-slug",
                    f"the former slug {slug!r} belongs to {slugs[slug]!r}",
                    part.root.place("former_slugs", index),
                    value=slug,
                    hint="delete it here",
                )
        for index, link in enumerate(part.codes):
            code = str(link.code)
            if link.match == "exact" and codes.setdefault(code, each.slug) != each.slug:
                desk.note(
                    "duplicate-code",
                    f"{code} is also the code of {codes[code]!r}",
                    part.place("codes", index, "code"),
                    value=code,
                    hint="check the number, or say broader, narrower or related under 'match'",
                )
        named = [(Name(part.name), part.root.place("name"))] if part.name else []
        named += [(name, part.place("names", n, "text")) for n, name in enumerate(part.names)]
        for name, at in named:
            key = (name.language, folded(name.text))
            if is_distinctive(name) and names.setdefault(key, each.slug) != each.slug:
                desk.note(
                    "shared-name",
                    f"{name.text!r} is also a name of {names[key]!r}",
                    at,
                    value=name.text,
                    hint="keep it where it is right",
                )
