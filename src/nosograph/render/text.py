"""A disease as plain text and as Markdown: the page, for terminals and for reading aloud.

Rule 1. The order is the page's. Citations become numbers, and the works stand at the end.
Rule 2. What the Markdown calls for (figures, findings, marked blocks) is written out.
"""

import re
import textwrap
from collections.abc import Iterable

from nosograph.model.annotations import DiseaseFinding
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Entry, Figure, Finding, Organisation
from nosograph.prose.blocks import ENTRY_LINK
from nosograph.prose.citations import CITATION, CitedWork, parse_citation
from nosograph.render.languages import day, frequency_text, words
from nosograph.render.references import one_line
from nosograph.render.show import status

WIDTH = 88

_INLINE = re.compile(r"\{\{(figure|hp):([^{}\s]+)\}\}")
_ALONE = re.compile(r"^\{\{(?:(figures):([^{}\s]+)|(findings)|(organisations))\}\}$", re.MULTILINE)
_BLOCK = re.compile(r"^:::[ \t]*(\w*)[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]@][^\]]*)\]\((\S+?)\)")
_MARKS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\3(?!\w)")


class _Writer:
    """Writes an entry's texts, numbering works as they are cited."""

    def __init__(self, entry: Entry | None, language: str) -> None:
        self.language = language
        self._entry = entry
        self._numbers: dict[str, int] = {}
        self._records = {each.key: each.csl for each in entry.references} if entry else {}

    def markdown(self, text: str) -> str:
        """An entry's text as Markdown that any reader understands."""
        text = _ALONE.sub(
            lambda found: self._table(found[1] or found[3] or found[4], found[2]), text
        )
        text = _INLINE.sub(lambda found: self._inline(found[1], found[2]), text)
        text = _BLOCK.sub(self._block, text)
        text = ENTRY_LINK.sub(r"](/d/\1/)", text)
        return CITATION.sub(self._citation, text).strip()

    def numbers(self, keys: Iterable[str]) -> str:
        """Whole works as numbers in brackets; empty without keys."""
        cited = "; ".join(self._work(CitedWork(key)) for key in keys)
        return f" [{cited}]" if cited else ""

    def references(self) -> list[str]:
        """The cited works, by number."""
        return [
            f"{number}. {one_line(self._records[key]) if key in self._records else key}"
            for key, number in self._numbers.items()
        ]

    def _citation(self, found: re.Match[str]) -> str:
        try:
            works = parse_citation(found[1])
        except ValueError:
            return found[0]
        return f"[{'; '.join(self._work(work) for work in works)}]"

    def _work(self, work: CitedWork) -> str:
        own = f"{self._number(work.key)}" + (f", {work.locator}" if work.locator else "")
        if not work.via:
            return own
        via = f"{self._number(work.via)}" + (f", {work.via_locator}" if work.via_locator else "")
        return f"{own} {words(self.language)['as_cited_in']} {via}"

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _block(self, found: re.Match[str]) -> str:
        title = words(self.language).get(f"block_{found[1]}")
        return f"**{title}**\n" if title else ""

    def _inline(self, what: str, name: str) -> str:
        entry = self._entry
        if entry is None:
            return name
        if what == "hp":
            return next((each.label for each in entry.findings if each.term == name), name)
        figure = next((each for each in entry.figures if each.id == name), None)
        return f"{_value(figure)}{self.numbers(figure.sources)}" if figure else name

    def _table(self, what: str, topic: str) -> str:
        entry = self._entry
        if entry is None:
            return ""
        match what:
            case "figures":
                rows = [self._figure(each) for each in entry.figures if each.topic == topic]
            case "findings":
                rows = [self._finding(each) for each in entry.findings]
            case _:
                rows = [self._organisation(each) for each in entry.organisations]
        return "\n".join(f"- {row}" for row in rows)

    def _organisation(self, organisation: Organisation) -> str:
        local = organisation.local
        mark = words(self.language)["local_of"].format(hospital=local.hospital) if local else ""
        said = (f"[{mark}]", local.text(self.language)) if local else ()
        parts = (f"{organisation.name} ({organisation.place})", *said, organisation.url)
        return " ".join(part for part in parts if part)

    def _figure(self, figure: Figure) -> str:
        note = f" ({figure.note})" if figure.note else ""
        cited = self.numbers(figure.sources)
        return f"{figure.label}: {_value(figure)}; {figure.population}{note}{cited}"

    def _finding(self, finding: Finding) -> str:
        phrases = words(self.language)
        facts = [phrases[f"population_{finding.population}"]]
        facts += [phrases[f"phase_{phase}"] for phase in finding.phase]
        if finding.frequency is not None:
            facts.append(frequency_text(finding.frequency, self.language))
        note = f" ({finding.note})" if finding.note else ""
        return f"{finding.label}: {', '.join(facts)}{note}{self.numbers(finding.sources)}"


def _value(figure: Figure) -> str:
    return f"{figure.value} {figure.unit}".strip()


def as_markdown(
    disease: Disease, audience: Audience = Audience.PROFESSIONAL, language: str = "en"
) -> str:
    """The disease's page as Markdown."""
    professional = audience is Audience.PROFESSIONAL
    phrases = words(language)
    writer = _Writer(disease.entry, language)
    parts = [f"# {disease.name}", *_head(disease, language)]
    parts += (
        _professional(disease.entry, writer)
        if professional
        else _patient(disease.entry, writer, language)
    )
    if professional:
        parts += _findings(disease, language)
        parts += _glance(disease, language)
    references = writer.references()
    if references:
        parts += [f"## {phrases['references']}", "\n".join(references)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(disease: Disease, language: str) -> list[str]:
    phrases = words(language)
    names = "; ".join(name.text for name in disease.names if name.text != disease.name)
    codes = ", ".join(
        str(link.code) + ("" if link.match == "exact" else f" ({phrases['match_' + link.match]})")
        for link in disease.codes
    )
    lines = [f"{phrases['also_called']}: {names}" if names else ""]
    lines.append(f"{phrases['codes']}: {codes}" if codes else "")
    review = status(disease)
    if disease.entry is not None:
        updated = phrases["updated"].format(day=day(disease.entry.review.updated, language))
        review = f"{review}. {updated}."
    return [*lines, review, disease.definition]


def _professional(entry: Entry | None, writer: _Writer) -> list[str]:
    parts = []
    for chapter in entry.professional if entry else ():
        parts += [f"{'#' * (chapter.level + 1)} {chapter.title}", writer.markdown(chapter.text)]
    return parts


def _patient(entry: Entry | None, writer: _Writer, language: str) -> list[str]:
    if entry is None or not (sections := entry.patient.get(language) or entry.patient.get("en")):
        return [words(language)["patient_missing"]]
    parts = []
    for section in sections:
        parts += [f"## {section.title}", writer.markdown(section.text)]
    return parts


def _findings(disease: Disease, language: str) -> list[str]:
    phrases = words(language)
    if not disease.findings:
        return []
    shown = [each for each in disease.findings if not each.excluded]
    shown.sort(key=lambda each: (-each.frequency.estimate if each.frequency else 1.0, each.label))
    parts = [f"## {phrases['findings_by_system']}", _finding_lines(shown, language)]
    absent = [each for each in disease.findings if each.excluded]
    if absent:
        parts += [f"### {phrases['findings_excluded']}", _finding_lines(absent, language)]
    return parts


def _finding_lines(findings: Iterable[DiseaseFinding], language: str) -> str:
    unknown = words(language)["frequency_unknown"]
    return "\n".join(
        f"- {each.label} ({each.term}): "
        + (frequency_text(each.frequency, language) if each.frequency else unknown)
        for each in findings
    )


def _glance(disease: Disease, language: str) -> list[str]:
    phrases = words(language)
    lines = []
    for title, terms in (
        ("onset", disease.onset),
        ("inheritance", disease.inheritance),
        ("course", disease.course),
    ):
        if terms:
            lines.append(f"- {phrases[title]}: {', '.join(each.label for each in terms)}")
    if disease.genes:
        lines.append(f"- {phrases['genes']}: {', '.join(gene.symbol for gene in disease.genes)}")
    parts = [f"## {phrases['at_a_glance']}", "\n".join(lines)] if lines else []
    if disease.neighbours:
        similar = "\n".join(
            f"- {each.name} ({', '.join(term.label for term in each.shared)})"
            for each in disease.neighbours
        )
        parts += [f"## {phrases['neighbours']}", similar]
    return parts


def as_text(
    disease: Disease, audience: Audience = Audience.PROFESSIONAL, language: str = "en"
) -> str:
    """The disease's page as plain text, wrapped for a terminal."""
    lines = as_markdown(disease, audience, language).splitlines()
    written: list[str] = []
    for line in lines:
        written += _plain(line)
    return "\n".join(written).rstrip() + "\n"


def _plain(line: str) -> list[str]:
    heading = re.match(r"(#+) (.*)", line)
    if heading is not None:
        underline = {1: "=", 2: "-"}.get(len(heading[1]), "")
        return [heading[2], *([underline * len(heading[2])] if underline else [])]
    line = _LINK.sub(r"\1 (\2)", line)
    line = _MARKS.sub(lambda found: found[2] or found[4], line)
    if not line.strip() or line.lstrip().startswith("|"):
        return [line]
    indent = re.match(r"\s*(?:[-*+]|\d+\.)?\s*", line)
    hanging = " " * len(indent[0]) if indent else ""
    return textwrap.wrap(
        line,
        WIDTH,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
