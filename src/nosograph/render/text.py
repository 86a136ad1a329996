"""A disease as plain text and as Markdown: the page, for terminals and for reading aloud.

Rule. The order is the page's. Citations become numbers, and the works stand at the end.
"""

from collections.abc import Iterable, Iterator

from nosograph.model.annotations import DiseaseFinding
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Entry
from nosograph.prose.tree import Block, Heading, Listing, Paragraph, Text
from nosograph.render.findings import most_surely_first
from nosograph.render.languages import day, frequency_text, words
from nosograph.render.lead import patient_sections
from nosograph.render.plain import markdown, plain
from nosograph.render.references import ReferenceList, one_line
from nosograph.render.show import status
from nosograph.render.written import Prose


def as_markdown(
    disease: Disease, audience: Audience = Audience.PROFESSIONAL, language: str = "en"
) -> str:
    """The disease's page as Markdown."""
    return markdown(_page(disease, audience, language)) + "\n"


def as_text(
    disease: Disease, audience: Audience = Audience.PROFESSIONAL, language: str = "en"
) -> str:
    """The disease's page as plain text, wrapped for a terminal."""
    return plain(_page(disease, audience, language)) + "\n"


def _page(disease: Disease, audience: Audience, language: str) -> Iterator[Block]:
    entry = disease.entry
    references = ReferenceList(entry.references if entry else ())
    yield _heading(1, disease.name)
    yield from _head(disease, language)
    if audience is Audience.PATIENT:
        yield from _patient(entry, references, language)
    else:
        yield from _professional(entry, references, language)
        yield from _findings(disease, language)
        yield from _glance(disease, language)
    works = [_line(one_line(references.record(each.key))) for each in references.shown()]
    if works:
        yield _heading(2, words(language)["references"])
        yield Listing(tuple(works), first=1)


def _heading(level: int, title: str) -> Block:
    return Heading(level, (Text(title),))


def _line(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),)


def _lines(texts: Iterable[str]) -> Block:
    return Listing(tuple(map(_line, texts)))


def _head(disease: Disease, language: str) -> Iterator[Block]:
    phrases = words(language)
    names = "; ".join(name.text for name in disease.names if name.text != disease.name)
    codes = ", ".join(
        str(link.code) + ("" if link.match == "exact" else f" ({phrases['match_' + link.match]})")
        for link in disease.codes
    )
    review = status(disease)
    if disease.entry is not None:
        updated = phrases["updated"].format(day=day(disease.entry.review.updated, language))
        review = f"{review}. {updated}."
    lines = (
        f"{phrases['also_called']}: {names}" if names else "",
        f"{phrases['codes']}: {codes}" if codes else "",
        review,
        disease.definition,
    )
    for line in filter(None, lines):
        yield from _line(line)


def _professional(entry: Entry | None, references: ReferenceList, language: str) -> Iterator[Block]:
    if entry is None:
        return
    prose = Prose(entry, references, language)
    for chapter in entry.professional:
        yield _heading(chapter.level + 1, chapter.title)
        yield from prose.written(chapter.text)


def _patient(entry: Entry | None, references: ReferenceList, language: str) -> Iterator[Block]:
    told, sections = patient_sections(entry, language)
    if entry is None or not sections:
        yield from _line(words(language)["patient_missing_why"])
        return
    prose = Prose(entry, references, told, beside="patient/")
    for section in sections:
        yield _heading(2, section.title)
        yield from prose.written(section.text)


def _findings(disease: Disease, language: str) -> Iterator[Block]:
    phrases = words(language)
    if not disease.findings:
        return
    shown = sorted((e for e in disease.findings if not e.excluded), key=most_surely_first)
    yield _heading(2, phrases["findings_by_system"])
    yield _finding_lines(shown, language)
    absent = [each for each in disease.findings if each.excluded]
    if absent:
        yield _heading(3, phrases["findings_excluded"])
        yield _finding_lines(absent, language)


def _finding_lines(findings: Iterable[DiseaseFinding], language: str) -> Block:
    unknown = words(language)["frequency_unknown"]
    return _lines(
        f"{each.label} ({each.term}): "
        + (frequency_text(each.frequency, language) if each.frequency else unknown)
        for each in findings
    )


def facts(disease: Disease, language: str) -> Iterator[tuple[str, str]]:
    """What is known at a glance: titles with what stands under them."""
    told = {
        "onset": [each.label for each in disease.onset],
        "inheritance": [each.label for each in disease.inheritance],
        "course": [each.label for each in disease.course],
        "genes": [gene.symbol for gene in disease.genes],
    }
    phrases = words(language)
    yield from ((phrases[title], ", ".join(listed)) for title, listed in told.items() if listed)


def _glance(disease: Disease, language: str) -> Iterator[Block]:
    phrases = words(language)
    lines = [f"{title}: {told}" for title, told in facts(disease, language)]
    if lines:
        yield _heading(2, phrases["at_a_glance"])
        yield _lines(lines)
    if disease.neighbours:
        yield _heading(2, phrases["neighbours"])
        yield _lines(
            f"{each.name} ({', '.join(term.label for term in each.shared)})"
            for each in disease.neighbours
        )
