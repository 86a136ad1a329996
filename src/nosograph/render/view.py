"""What an entry's page shows, decided before any template sees it.

Rule 1. One frozen `EntryPage` per page; what a reader may see is decided here and tested here.
Rule 2. Order matters: citations take their numbers as the page is read from top to bottom.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from nosograph.model.diseases import Disease
from nosograph.model.entries import (
    LEADING_CHAPTERS,
    Audience,
    Chapter,
    Entry,
    Kind,
    Name,
)
from nosograph.model.origins import Origin
from nosograph.prose.claims import claims_of, kept_of, marks
from nosograph.prose.tree import Block, Box
from nosograph.render.care import care_panel
from nosograph.render.entry_page import (
    EntryPage,
    Section,
    ShownCode,
    ShownFigure,
    ShownName,
    ShownNeighbour,
    TocItem,
    TwinLink,
)
from nosograph.render.entry_tools import shown_tools
from nosograph.render.findings import NO_NAMES, FindingList, listed
from nosograph.render.languages import day, words
from nosograph.render.lead import first_words, patient_sections
from nosograph.render.references import ReferenceList, ShownReference
from nosograph.render.site import SiteInfo, other, path
from nosograph.render.structured import licence_url
from nosograph.render.trust import (
    claim_facts,
    claim_place,
    overdue,
    reading_level,
    reviews,
    stale_notes,
)
from nosograph.render.written import Prose

DIFFERENTIATING = "Differentiating from other diseases"
"""The chapter that leads to the comparisons."""

NEAR = 0.5
"""Similarity from which two diseases share more than they differ."""

HOW_COMMON = ("prevalence", "incidence")
"""Topics of figures that the page shows at a glance."""

MEDLINEPLUS = "https://medlineplus.gov/genetics/gene/{}/"

FOR_FAMILIES = {"GARD": "GARD", "ORPHA": "Orphanet"}
"""Systems whose own pages are written for families, among others, and their names."""

LONG = 20_000
"""Characters of a professional text from which on all but its first chapters are folded."""


def entry_view(  # a part of the page a line
    disease: Disease,
    audience: Audience,
    language: str,
    site: SiteInfo,
    names: Mapping[str, str] = NO_NAMES,
) -> EntryPage:
    """The page of a disease for one audience, in one language; `names` are words for findings."""
    phrases = words(language)
    entry = disease.entry
    professional = audience is Audience.PROFESSIONAL
    references = ReferenceList(entry.references if entry else ())
    text_language = "en" if professional else patient_sections(entry, language)[0] or language
    sections = (
        _professional(disease, references, language)
        if professional
        else _patient(disease, references, language, text_language)
    )
    urgent = next((each for each in sections if any(map(_is_emergency, each.blocks))), None)
    # Families get the list where nobody has written for them.
    wanted = disease.findings if professional or not sections else ()
    findings = listed(wanted, references, language, site, names)
    figures = _figures(entry, references) if professional else ()
    name = disease.named(language)
    shown_references = references.shown()
    return EntryPage(
        slug=disease.slug,
        name=name.text,
        name_language=other(name.language, language),
        kind=phrases[f"kind_{disease.kind}"],
        curated=disease.kind is Kind.CURATED,
        audience=audience,
        names=_names(disease, name, language),
        codes=tuple(
            ShownCode(
                link.code.system,
                link.code.value,
                link.code.page,
                phrases["match_" + link.match] if link.match != "exact" else "",
            )
            for link in disease.codes
        ),
        joined=phrases["joined"].format(
            why=", ".join(phrases[f"joined_{each}"] for each in disease.joined)
        )
        if disease.joined
        else "",
        professional_href=path(language, f"/d/{disease.slug}/"),
        patient_href=path(language, f"/d/{disease.slug}/patient/"),
        status=_status(disease, phrases),
        review=review_line(entry, language),
        notice=_notice(language, professional, text_language, bool(sections)),
        text_language=other(text_language, language),
        sentence=_sentence(disease, audience, language, findings),
        elsewhere=_elsewhere(disease),
        urgent=urgent,
        sections=sections,
        contents=_contents(sections, disease, findings, shown_references, phrases, professional),
        findings=findings,
        figures=figures,
        onset=disease.onset,
        inheritance=disease.inheritance,
        course=disease.course,
        genes=disease.genes,
        neighbours=_neighbours(disease, language) if professional else (),
        references=shown_references,
        sources=tuple(
            source for each in disease.sources if (source := site.source(each)) is not None
        ),
        entry_licence=licence_line(entry, phrases),
        entry_licence_url=licence_url(entry.licence) if entry else "",
        care=care_panel(disease, language),
        overdue=overdue(entry, language, site),
        reviews=reviews(entry, language),
        tools=tuple(shown_tools(disease, audience, language)),
        sentence_language=other("en" if professional else text_language, language),
        reading=reading_level(entry, text_language, language) if entry and not professional else "",
    )


def _figures(entry: Entry | None, references: ReferenceList) -> tuple[ShownFigure, ...]:
    return tuple(
        ShownFigure(
            each.label,
            f"{each.value} {each.unit}".strip(),
            each.population,
            tuple(references.number(key) for key in each.sources if references.knows(key)),
        )
        for topic in HOW_COMMON
        for each in (entry.figures if entry else ())
        if each.topic == topic
    )


def _elsewhere(disease: Disease) -> tuple[tuple[str, str], ...]:
    """Pages that families can read: by code, then MedlinePlus's on the first gene, if one."""
    pages = [
        (name, link.code.page)
        for system, name in FOR_FAMILIES.items()
        for link in disease.codes
        if link.code.system == system and link.code.page
    ]
    genes = [
        (f"MedlinePlus Genetics: {gene.symbol}", MEDLINEPLUS.format(gene.symbol.lower()))
        for gene in disease.genes[:1]
    ]
    return (*pages, *genes)


def _names(disease: Disease, shown_as: Name, language: str) -> tuple[ShownName, ...]:
    phrases = words(language)
    shown: dict[str, ShownName] = {}
    # Names in the page's own language come first.
    main = Name(disease.name)
    for name in sorted((main, *disease.names), key=lambda each: each.language != language):
        if name.text.casefold() == shown_as.text.casefold():
            continue
        note = phrases.get(f"name_{name.type}", "")
        spoken = other(name.language, language)
        shown.setdefault(name.text.casefold(), ShownName(name.text, spoken, note))
    return tuple(shown.values())


def _sentence(disease: Disease, audience: Audience, language: str, findings: FindingList) -> str:
    """What the disease is: its definition, the first that its text states, or where it shows."""
    told = first_words(disease.entry, audience, language) if disease.entry else ""
    if told or disease.definition:
        said = told or disease.definition
        return said if said.endswith((".", "?", "!")) else f"{said}."
    systems = ", ".join(each.title for each in findings.groups[:3])
    return words(language)["sentence_systems"].format(systems=systems) if systems else ""


def _status(disease: Disease, phrases: Mapping[str, str]) -> str:
    if disease.kind is Kind.ANNOTATED or disease.entry is None:
        return phrases["status_generated"]
    if disease.kind is Kind.STUB:
        return phrases["generated_stub"]
    return review_status(disease.entry, phrases)


def review_status(entry: Entry, phrases: Mapping[str, str]) -> str:
    """Whether a clinician has reviewed the entry."""
    if entry.review.status == "reviewed":
        return phrases["status_reviewed"].format(reviewers=", ".join(entry.review.reviewers))
    return phrases["status_not_reviewed"]


def review_line(entry: Entry | None, language: str) -> str:
    """When the entry was changed and is to be looked at again; whence a page without one comes."""
    phrases = words(language)
    if entry is None:
        return phrases["generated_from"]
    review = entry.review
    return (
        phrases["updated"].format(day=day(review.updated, language))
        + " · "
        + phrases["review_due"].format(day=day(review.due, language))
    )


def _notice(language: str, professional: bool, text_language: str, has_text: bool) -> str:
    if professional:
        return words(language)["english_only"] if language != "en" else ""
    if has_text and text_language != language:
        return words(language)["patient_only_english"]
    return ""


def licence_line(entry: Entry | None, phrases: Mapping[str, str]) -> str:
    """Under which licence the entry stands, and whose it is."""
    if entry is None:
        return ""
    own = (
        phrases["entry_licence"]
        .format(licence=entry.licence, editors=", ".join(entry.editors))
        .rstrip(", ")
    )
    if entry.origin is None or (entry.origin.statements and not kept_of(entry)):
        return own
    return f"{own}. {_origin(entry.origin, phrases)}"


def _origin(origin: Origin, phrases: Mapping[str, str]) -> str:
    """Whose sentences the entry keeps, as share-alike terms ask for it."""
    revision = phrases["origin_revision"].format(id=origin.revision) if origin.revision else ""
    named = (origin.site, revision, ", ".join(origin.editors), origin.url, origin.licence)
    return phrases["entry_origin"].format(
        page=origin.page, source=", ".join(part for part in named if part)
    )


def _labels(disease: Disease) -> dict[str, str]:
    return {each.term: each.label for each in disease.findings}


def _professional(
    disease: Disease, references: ReferenceList, language: str
) -> tuple[Section, ...]:
    entry = disease.entry
    if entry is None:
        return ()
    phrases = words(language)
    claims = claims_of(entry)
    marked = {
        each.id: (claim_place(each, number), claim_facts(each, phrases))
        for number, each in enumerate(claims)
    }
    prose = Prose(entry, references, language, _labels(disease), marked)
    told = patient_sections(entry, language)[1]
    sections = []
    above: dict[int, str] = {}
    for chapter in entry.professional:
        twins = [section for section in told if chapter.id in section.renders]
        # A part that no section renders by name belongs to what renders the chapter above it.
        inherited = next((above[n] for n in range(chapter.level - 1, 0, -1) if above.get(n)), "")
        above = {n: id for n, id in above.items() if n < chapter.level}
        above[chapter.level] = twins[0].id if twins else inherited
        sections.append(
            Section(
                chapter.id,
                chapter.title,
                chapter.level,
                prose.written(chapter.text, marks(claims, chapter.id)),
                above[chapter.level],
                tuple(TwinLink(each.title, f"patient/#{each.id}") for each in twins),
                chapter.title in LEADING_CHAPTERS,
                _beside(entry, language) if chapter.title == DIFFERENTIATING else (),
            )
        )
    long = sum(len(each.text) for each in entry.professional) > LONG
    return tuple(_chapters(sections, fold=long))


def _chapters(sections: Iterable[Section], *, fold: bool) -> Iterator[Section]:
    """Chapters with their parts; of a long text the leading ones and the next stay open."""
    chapters: list[Section] = []
    for each in sections:
        if each.level == 1 or not chapters:
            chapters.append(each)
        else:
            last = chapters[-1]
            chapters[-1] = replace(last, parts=(*last.parts, each))
    opened = False
    for each in chapters:
        yield replace(each, folded=fold and opened)
        opened = opened or not each.leading


def _beside(entry: Entry, language: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (each.called, path(language, f"/d/{entry.slug}/compare/{each.page}"))
        for each in (entry.differential.neighbours if entry.differential else ())
        if each.page
    )


def _patient(
    disease: Disease, references: ReferenceList, language: str, text_language: str
) -> tuple[Section, ...]:
    entry = disease.entry
    told = patient_sections(entry, language)[1]
    if entry is None or not told:
        return ()
    prose = Prose(entry, references, text_language, _labels(disease), beside="patient/")
    stale = stale_notes(entry, text_language)
    chapters: dict[str, Chapter] = {chapter.id: chapter for chapter in entry.professional}
    return tuple(
        Section(
            section.id,
            section.title,
            1,
            prose.written(section.text),
            section.renders[0] if section.renders else "",
            tuple(
                TwinLink(chapters[each].title, f"../#{each}")
                for each in section.renders
                if each in chapters
            ),
            False,
            (),
            stale.get(section.id, ""),
        )
        for section in told
    )


def _is_emergency(block: Block) -> bool:
    return isinstance(block, Box) and block.kind == "emergency"


def _contents(
    sections: tuple[Section, ...],
    disease: Disease,
    findings: FindingList,
    references: tuple[ShownReference, ...],
    phrases: Mapping[str, str],
    professional: bool,
) -> tuple[TocItem, ...]:
    items: list[TocItem] = []
    for section in sections:
        parts = tuple(TocItem(each.id, each.title) for each in section.parts)
        items.append(TocItem(section.id, section.title, parts))
    if findings:
        groups = tuple(TocItem(each.id, each.title) for each in findings.groups)
        items.append(TocItem("findings", phrases["findings_by_system"], groups))
        if professional and any(each.similarity >= NEAR for each in disease.neighbours):
            items.append(TocItem("neighbours", phrases["neighbours"]))
    if references:
        items.append(TocItem("references", phrases["references"]))
    items.append(TocItem("sources", phrases["sources_of_page"]))
    return tuple(items)


def _neighbours(disease: Disease, language: str) -> tuple[ShownNeighbour, ...]:
    phrases = words(language)
    return tuple(
        ShownNeighbour(
            each.name,
            path(language, f"/d/{each.slug}/"),
            phrases["similarity"].format(value=f"{each.similarity:.2f}"),
            round(each.similarity * 100),
            tuple((term.label, path(language, f"/t/{term.term}")) for term in each.shared),
        )
        for each in disease.neighbours
        if each.similarity >= NEAR
    )
