"""The whole build on one page: entries and sources in, one release out.

Rule 1. The same plan and files give the same release; the day is part of the plan.
Rule 2. A broken entry stops the build with all problems of all entries, or is left out by name.
Rule 3. Nothing is visible before everything is done.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import msgspec

from nosograph.build.annotating import annotating
from nosograph.build.beside import placed
from nosograph.build.changes import Edition, changes_since
from nosograph.build.classifying import classified
from nosograph.build.edited import edited
from nosograph.build.history import authors_since
from nosograph.build.index import write_index
from nosograph.build.inputs import (
    dictionary_inputs,
    program_version,
    release_version,
    source_inputs,
)
from nosograph.build.linkage import linked
from nosograph.build.merge import merged, stated
from nosograph.build.neighbours import neighbours
from nosograph.build.pages import RenderPage, rendering
from nosograph.build.progress import Progress, Silent
from nosograph.build.publish import check_link, drafting, only_build, publish, standing, switch
from nosograph.build.reachable import unreachable
from nosograph.build.searchable import closure, searchable
from nosograph.build.showing import showings
from nosograph.build.slugs import redirects
from nosograph.build.store import Content, open_draft, write_content, write_pages
from nosograph.build.vignettes import checked_at_work
from nosograph.build.written import writing_references
from nosograph.entries.check import CheckedDictionary
from nosograph.entries.lexicons import LEXICONS, read_lexicons
from nosograph.entries.overlay import overlaid, read_overlay
from nosograph.formats.sums import sum_of
from nosograph.library.annotations import open_annotations
from nosograph.library.manifest import (
    Manifest,
    files_below,
    manifest_bytes,
    sealed,
)
from nosograph.library.reader import Library
from nosograph.library.schema import LIBRARY_FILE, MANIFEST_FILE, SCHEMA_VERSION, SEARCH_FOLDER
from nosograph.model.diseases import Disease, Labelled, Similar
from nosograph.model.entries import Entry, Kind
from nosograph.model.failures import SourceError
from nosograph.model.lexicons import FindingWords
from nosograph.model.ontology import PHENOTYPE
from nosograph.model.problems import Problems
from nosograph.model.sources import DICTIONARY, Source
from nosograph.recognition.dictionary import compiled
from nosograph.recognition.dictionary import write as write_names
from nosograph.render.pages import entry_page
from nosograph.render.site import SiteInfo
from nosograph.sources.catalog import Sources, collector_paused, load_sources, names_of
from nosograph.sources.twins import groups


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What to build, from what, and where to."""

    dictionary: Path
    """The folder of entry folders, with the lexicons."""
    sources: Path
    """`sources.toml`; without that file only HPO is used."""
    release: Path
    """The link to the release; the release itself stands beside it under its version."""
    day: date
    """The day of the release, on which reviews are checked too."""
    previous: Path | None = None
    """A release whose addresses must not die."""
    keep_going: bool = False
    """Leave broken entries out instead of stopping."""
    overlay: Path | None = None
    """A folder of what one hospital adds to entries."""
    workers: int = 2
    """Processes that render pages; none: in the build's own."""
    render_page: RenderPage = entry_page


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build."""

    manifest: Manifest | None
    """None when broken entries have stopped it."""
    folder: Path | None
    """Where the release stands."""
    problems: Problems = field(default_factory=Problems)
    """All problems of the dictionary, warnings included; empty when the release stood already."""
    reused: bool = False
    """Whether a whole release of the same inputs stood there already."""


def build(plan: BuildPlan, progress: Progress | None = None) -> Built:
    """Write the release, unless it stands already, and let the link lead to it.

    Raises:
        SourceError: a source or the dictionary is missing or damaged.
        LibraryError: the place cannot be written, or the previous release cannot be read.
    """
    told = progress or Silent()
    if not plan.dictionary.is_dir():
        raise SourceError(f"no dictionary at {plan.dictionary}: name its folder")
    check_link(plan.release)
    previous = Library.open(plan.previous) if plan.previous else None
    releases = plan.release.parent
    with only_build(releases):
        told.step("Looking at the inputs")
        inputs = source_inputs(plan.sources) | dictionary_inputs(plan.dictionary)
        if plan.overlay is not None:
            inputs |= dictionary_inputs(plan.overlay, "overlay")
        version = release_version(plan.day, inputs, previous, plan.render_page)
        there = standing(releases, version)
        if there is not None and (plan.keep_going or not there.left_out):
            switch(plan.release, version)
            return Built(there, releases / version, reused=True)
        return _built(plan, told, previous, inputs, version)


def _built(
    plan: BuildPlan,
    told: Progress,
    previous: Library | None,
    inputs: Mapping[str, str],
    version: str,
) -> Built:
    with (
        drafting(plan.release.parent, version) as draft,
        annotating(plan.sources, draft, workers=plan.workers) as annotated,
    ):
        told.step("Reading sources")
        sources = load_sources(plan.sources)
        told.step("Checking entries")
        checked, lexicon = _checked(plan, sources)
        if checked.problems.errors and not (plan.keep_going and lexicon is not None):
            return Built(None, None, checked.problems)
        if plan.overlay is not None:
            checked.entries = overlaid(checked.entries, read_overlay(plan.overlay))
        own = edited(checked.entries)
        annotated.begin(own)
        described = _described(sources, checked.entries, plan.day)
        with collector_paused():
            content = _content(plan, sources, checked, lexicon or (), previous, told)
            told.step("Comparing with the release before")
            content = _with_changes(content, checked.entries, previous, version, plan)
            site = SiteInfo(version, plan.day, described, content.labels)
            languages, documents = _write(draft, content, site, plan, told)
        told.step("Arranging annotations")
        annotated.finish(sources)
        checked.problems.found.extend(unreachable(open_annotations(draft), own))
        told.step("Publishing")
        manifest = sealed(
            Manifest(
                SCHEMA_VERSION,
                version,
                plan.day,
                program_version(),
                languages=tuple(sorted(languages)),
                sources=described,
                counts=_counts(content, checked, sources),
                inputs=inputs,
                left_out=tuple(sorted(checked.broken)),
                documents=documents,
                files={name: sum_of(draft / name) for name in files_below(draft)},
            )
        )
        (draft / MANIFEST_FILE).write_bytes(manifest_bytes(manifest))
        folder = publish(draft, plan.release, version)
    return Built(manifest, folder, checked.problems)


def _checked(
    plan: BuildPlan, sources: Sources
) -> tuple[CheckedDictionary, tuple[FindingWords, ...] | None]:
    """The entries, and the lexicons unless they are broken; all problems are with the entries."""
    names = {str(disease.id): disease.name for disease in sources.annotated.diseases}
    names |= names_of(sources.classification)
    checked = checked_at_work(plan.dictionary, sources.ontology, names, plan.day)
    problems = Problems()
    lexicon = read_lexicons(plan.dictionary / LEXICONS, sources.ontology, problems)
    return checked, None if problems.errors else lexicon


def _described(sources: Sources, entries: Sequence[Entry], day: date) -> tuple[Source, ...]:
    if not entries:
        return sources.descriptions
    own = Source(
        id=DICTIONARY,
        title="Nosograph dictionary",
        version=max(entry.review.updated for entry in entries).isoformat(),
        licence="CC-BY-SA-4.0",
        licence_url="https://creativecommons.org/licenses/by-sa/4.0/",
        citation=f"Nosograph editors, Nosograph dictionary, {day:%Y}",
        url="",
        attribution="Text: Nosograph editors, CC BY-SA 4.0.",
    )
    return (own, *sources.descriptions)


def _content(
    plan: BuildPlan,
    sources: Sources,
    checked: CheckedDictionary,
    lexicon: Sequence[FindingWords],
    previous: Library | None,
    told: Progress,
) -> Content:
    with writing_references(checked.entries, plan.workers) as written:
        told.step("Joining twins and entries")
        found = groups(sources.annotated.diseases, sources.mondo, linked(sources))
        diseases = merged(found, checked.diseases, sources.genes, checked.words)
        statements = [tuple(stated(disease)) for disease in diseases]
        closures = [closure(each, sources.ontology) for each in statements]
        told.step("Finding neighbours", len(diseases))
        near = neighbours(closures, sources.ontology.ancestors, told.advance)
        told.step("Writing references")
        checked.entries = written()
    entries = placed(checked.entries, diseases)
    presentations = [each for each in entries.values() if each.presentation is not None]
    terms = sources.ontology.terms
    diseases = [
        replace(
            disease,
            entry=entries.get(disease.slug),
            criteria=tuple(
                Labelled(each.id, each.title) for each in checked.criteria.get(disease.slug, ())
            ),
            neighbours=tuple(
                Similar(
                    diseases[each.place].slug,
                    diseases[each.place].name,
                    each.similarity,
                    tuple(Labelled(id, terms[id].label) for id in each.shared),
                )
                for each in nearest
            ),
        )
        for disease, nearest in zip(diseases, near, strict=True)
    ]
    encode = msgspec.json.Encoder().encode
    findings = sources.ontology.descendants(PHENOTYPE) - {PHENOTYPE}
    places = classified(
        sources.classification, diseases, sources.ontology, sorted(findings), checked.words
    )
    return Content(
        diseases,
        records=[encode(disease) for disease in diseases],
        stated=statements,
        showings=showings(enumerate(statements, start=1), sources.ontology.ancestors),
        ontology=sources.ontology,
        lexicon=lexicon,
        redirects=_redirects(diseases, checked.entries, previous),
        criteria=checked.criteria,
        places=places,
        portals=checked.portals,
        presentations=presentations,
    )


def _with_changes(
    content: Content,
    entries: Sequence[Entry],
    previous: Library | None,
    version: str,
    plan: BuildPlan,
) -> Content:
    editions = (
        (Edition(disease, content.criteria.get(disease.slug, ())), record)
        for disease, record in zip(content.diseases, content.records, strict=True)
    )
    former = {entry.slug: entry.former_slugs for entry in entries}
    changes = changes_since(
        previous,
        editions,
        former,
        version,
        plan.day,
        lambda slug, since: authors_since(plan.dictionary / slug, since),
    )
    return replace(content, changes=dict(changes))


def _redirects(
    diseases: Sequence[Disease], entries: Sequence[Entry], previous: Library | None
) -> dict[str, str]:
    now = {
        disease.slug: [str(link.code) for link in disease.codes if link.match == "exact"]
        for disease in diseases
    }
    former = {old: entry.slug for entry in entries for old in entry.former_slugs}
    before: dict[str, list[str]] = {}
    if previous is not None:
        before = {slug: [] for slug in previous.slugs()}
        for slug, code in previous.codes():
            before[slug].append(code)
    return redirects(now, former, before, previous.redirects() if previous else {})


def _write(
    draft: Path, content: Content, site: SiteInfo, plan: BuildPlan, told: Progress
) -> tuple[set[str], str]:
    """Write all files but the manifest; the pages' languages and the sum of the search index."""
    records = list(enumerate(content.records, start=1))
    languages: set[str] = set()
    # Pages take the most time, so they are rendered while the rest is written.
    with rendering(records, plan.render_page, site, workers=plan.workers) as rendered:
        told.step("Storing diseases and findings")
        connection = open_draft(draft / LIBRARY_FILE)
        write_content(connection, content)
        told.step("Writing the search index")
        known = searchable(
            content.diseases,
            content.ontology,
            {id: len(content.showings.shown.get(id, ())) for id in content.findings},
            content.called,
            Counter(gene.symbol for disease in content.diseases for gene in disease.genes),
            content.places,
            content.presentations,
        )
        documents = write_index(draft / SEARCH_FOLDER, known)
        told.step("Writing the names for notes")
        write_names(draft, compiled(content.ontology, content.names))
        told.step("Rendering pages", len(records))
        for stored in write_pages(connection, rendered.results()):
            languages |= stored
            told.advance(1)
        connection.close()
    return languages, documents


def _counts(content: Content, checked: CheckedDictionary, sources: Sources) -> dict[str, int]:
    return {
        "diseases": len(content.diseases),
        "curated": sum(entry.kind is Kind.CURATED for entry in checked.entries),
        "presentations": len(content.presentations),
        "stubs": sum(entry.kind is Kind.STUB for entry in checked.entries),
        "findings": len(content.findings),
        "genes": len(content.genes),
        "annotations": sum(len(f.rows) for disease in content.diseases for f in disease.findings),
        "skipped annotations": len(sources.annotated.skipped),
        "names": sum(1 + len(disease.names) for disease in content.diseases),
        "classified": len(content.places.places),
        "redirects": len(content.redirects),
        "criteria": sum(len(sets) for sets in content.criteria.values()),
    }
