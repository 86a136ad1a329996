"""`nosograph wiki`: pages of a wiki as drafts of entries, and what was kept of them."""

import os
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nosograph.cli.options import (
    DEFAULT_DICTIONARY,
    DEFAULT_RELEASE,
    DEFAULT_SOURCES,
    Json,
    Release,
    SourcesFile,
)
from nosograph.cli.output import Exit, bars, err, out, print_json, stop, whole_file
from nosograph.cli.wiki_asked import need_second_parser, recognising

if TYPE_CHECKING:
    from nosograph.model.problems import Problem
    from nosograph.prose.tree import Block

app = typer.Typer(
    help="Bring pages of a wiki over, losing nothing.", no_args_is_help=True, rich_markup_mode=None
)

DUMPS = (".xml", ".xml.bz2", ".xml.gz")
MOST_CHECKED = 50
"""Drafts that are checked at once after an import; a dump has thousands."""

Source = Annotated[Path, typer.Argument(metavar="FILE", help="A page's wikitext, or a dump.")]


class ChartFormat(StrEnum):
    """How a chart is printed."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"


@app.callback()
def wiki() -> None:
    """Bring pages of a wiki over, losing nothing."""
    if find_spec("mwparserfromhell") is None or find_spec("mwxml") is None:
        stop(Exit.USAGE, "pages of wikis need the extra: pip install 'nosograph[wiki]'")


@app.command("import")
def import_(
    file: Source,
    drafts: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder for the drafts.")
    ] = Path("drafts"),
    title: Annotated[
        str, typer.Option(metavar="TITLE", help="The page's title; the file's name if left out.")
    ] = "",
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what was kept, as .html or as .json."),
    ] = None,
    site: Annotated[str, typer.Option(metavar="NAME", help="The wiki's name.")] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="The page's address.")] = "",
    revision: Annotated[str, typer.Option(metavar="ID", help="The page's revision.")] = "",
    licence: Annotated[
        str, typer.Option(metavar="ID", help="The terms of its text.")
    ] = "CC-BY-SA-4.0",
    workers: Annotated[
        int, typer.Option(min=0, help="Processes for a dump; 0 for one a core.")
    ] = 0,
    dictionary: Annotated[
        Path, typer.Option("--dictionary", metavar="DIR", help="Entries that links may lead to.")
    ] = DEFAULT_DICTIONARY,
    sources: SourcesFile = DEFAULT_SOURCES,
    release: Release = DEFAULT_RELEASE,
    consensus: Annotated[
        bool,
        typer.Option("--consensus", help="Have two other parsers read headings and references."),
    ] = False,
    json: Json = False,
) -> None:
    """Make drafts of entries of a wiki's page, or of all articles of a dump.

    \b
    nosograph wiki import palsy.wiki --title "Example palsy" --out drafts
    nosograph wiki import wiki-dump.xml.bz2 --out drafts --report report.html

    A draft holds every sentence of its page; what has no place stands in its last chapter. What
    `nosograph check` says of it is what an editor has to supply. Criteria, findings and codes that
    the page suggests lie in its folder `proposed` (findings as the release recognises them). The
    report shows draft and source side by side. A dump that was stopped goes on where it was. Exit
    code 1 when a page could not be read.
    """
    from nosograph.cli.wiki_report import as_page, summary

    if consensus:
        need_second_parser()
    entries = _entries(dictionary)
    if file.name.endswith(DUMPS):
        records = _dump(file, drafts, workers, entries, twice=consensus)
    else:
        told = {"site": site, "url": url, "revision": revision, "licence": licence}
        records = [_page(file, drafts, title, told, entries, sources, release, twice=consensus)]
    problems = _problems(records, drafts, sources)
    whole = summary(records)
    if report is not None:
        _write_report(report, as_page(records, problems, drafts), records, whole, problems)
    if json:
        print_json(_document(records, whole, problems))
    else:
        _print(records, whole, problems, drafts)
    if whole["failures"]:
        raise typer.Exit(Exit.NOTHING)


def _page(
    file: Path,
    drafts: Path,
    title: str,
    told: dict[str, str],
    entries: dict[str, str],
    sources: Path,
    release: Path,
    *,
    twice: bool,
) -> dict[str, Any]:
    from nosograph.entries.importing import imported, second_reading, write_draft, write_files
    from nosograph.entries.proposals import Names, proposals
    from nosograph.sources.catalog import load_known
    from nosograph.sources.wikitext.page import Provenance

    called = title or file.name.partition(".")[0].replace("_", " ")
    text = _text(file)
    made = imported(text, Provenance(called, **told), date.today(), entries)
    if (drafts / made.slug).exists():
        stop(Exit.USAGE, f"{drafts / made.slug} is there already: move it, or name another --out")
    write_draft(made, drafts)
    known = load_known(sources)
    with recognising(release) as recognised:
        suggested = proposals(made.page, Names(known.ontology, known.names, recognised))
    write_files(drafts / made.slug, suggested.files(made.draft.entry))
    second = second_reading(text, made.page) if twice else {}
    return made.record() | {"proposals": suggested.record()} | second


def _dump(
    file: Path, drafts: Path, workers: int, entries: dict[str, str], *, twice: bool
) -> list[dict[str, Any]]:
    from nosograph.entries.importing import import_dump

    if not file.is_file():
        stop(Exit.USAGE, f"cannot read {file}: no such file")
    records = []
    with bars() as shown:
        shown.step(f"Reading {file.name}")
        for record in import_dump(
            file, drafts, date.today(), workers or os.cpu_count() or 1, entries, twice=twice
        ):
            records.append(record)
            shown.advance()
    return records


def _entries(dictionary: Path) -> dict[str, str]:
    """The entries that a link may lead to, by their names."""
    from nosograph.entries.read import read_dictionary
    from nosograph.model.problems import Problems

    if not dictionary.is_dir():
        return {}
    found = read_dictionary(dictionary, Problems())
    return {name: e.slug for e in found for name in (e.name, *(n.text for n in e.names))}


def _problems(records: Sequence[dict[str, Any]], drafts: Path, sources: Path) -> "list[Problem]":
    """What the checker says of the drafts, if they are few."""
    from dataclasses import replace

    from nosograph.build.vignettes import checked_at_work
    from nosograph.sources.catalog import load_known

    made = [record["slug"] for record in records if "words" in record]
    if not made or len(made) > MOST_CHECKED:
        return []
    known = load_known(sources)
    found = []
    for slug in made:
        checked = checked_at_work(drafts / slug, known.ontology, known.names, date.today())
        found += [replace(e, path=f"{slug}/{e.path}") for e in checked.problems.sorted()]
    return found


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        stop(Exit.USAGE, f"cannot read {file}: {error.strerror}")


def _document(
    records: Sequence[dict[str, Any]], whole: dict[str, Any], problems: "Sequence[Problem]"
) -> dict[str, Any]:
    return {"summary": whole, "pages": records, "to_do": list(problems)}


def _write_report(
    report: Path,
    page: str,
    records: Sequence[dict[str, Any]],
    whole: dict[str, Any],
    problems: "Sequence[Problem]",
) -> None:
    import msgspec

    with whole_file(report) as into:
        if report.suffix == ".json":
            into.write(msgspec.json.encode(_document(records, whole, problems)))
        else:
            into.write(page.encode())


def _print(
    records: Sequence[dict[str, Any]],
    whole: dict[str, Any],
    problems: "Sequence[Problem]",
    drafts: Path,
) -> None:
    for each in whole["failures"]:
        out.print(f"{each['title']}: {each['failure']}", markup=False)
    out.print(
        f"{whole['pages']} pages into {drafts}: {whole['kept']:,} of {whole['words']:,} words in"
        f" their order, {whole['left_over']} pieces left over,"
        f" {sum(whole['doubts'].values())} doubts",
        markup=False,
    )
    if len(records) == 1:
        for each in records[0].get("doubts", ()):
            made = f" -> {each['mended']}" if each["mended"] else ""
            out.print(f"line {each['line']}: {each['slug']}: {each['value']}{made}", markup=False)
    for each in records[:1] if len(records) == 1 else ():
        _print_proposals(each.get("proposals", {}))
    if problems:
        out.print("To do:", markup=False)
        for problem in problems:
            out.print(f"{drafts}/{problem}", markup=False)
    else:
        err.print(f"what to write is what `nosograph check {drafts}` says", markup=False)


def _print_proposals(told: dict[str, Any]) -> None:
    for each in told.get("criteria", ()):
        told_items = f"{each['count']} of {len(each['items'])}"
        out.print(f"criteria proposed under {each['section']!r}: {told_items}", markup=False)
        out.print(each["yaml"], markup=False)
    for each in told.get("codes", ()):
        out.print(f"{each['what']} proposed: {each['code']} {each['label']}", markup=False)
    if names := told.get("not_looked_up", ()):
        told_names = ", ".join(names)
        out.print(
            f"linked under treatment, not looked up (no source of drugs): {told_names}",
            markup=False,
        )


@app.command("chart")
def chart(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Wikitext with a chart in it.")],
    format: Annotated[ChartFormat, typer.Option(help="What to print.")] = ChartFormat.TEXT,
) -> None:
    """Read the flowcharts of a page, drawn with {{familytree}}, {{chart}} or {{tree chart}}.

    \b
    nosograph wiki chart page.wiki
    nosograph wiki chart page.wiki --format json
    nosograph wiki chart page.wiki --format svg

    Lines that boxes share are marked, since their place alone does not say who leads to whom.
    JSON has every chart with its rows and doubts; the picture is of the first. Exit code 1 when
    there is none.
    """
    from nosograph.cli.wiki_repair import chart_document
    from nosograph.render.pathway import alone, as_text
    from nosograph.sources.wikitext.charts import with_one_start
    from nosograph.sources.wikitext.page import Provenance
    from nosograph.sources.wikitext.read import read_page

    found = read_page(_text(file), Provenance(file.stem)).charts
    if not found:
        stop(Exit.NOTHING, f"{file}: no chart in it")
    match format:
        case ChartFormat.JSON:
            print_json(list(map(chart_document, found)))
        case ChartFormat.SVG:
            whole = with_one_start(found[0].pathway, found[0].pathway.title)
            out.file.write(alone(whole, ""))
        case ChartFormat.TEXT:
            for each in found:
                whole = with_one_start(each.pathway, each.pathway.title)
                out.print(as_text(whole), markup=False)
    for each in found:
        for doubt in each.doubts:
            err.print(f"{file}:{doubt.line}: {doubt.slug}: {doubt.value}", markup=False)


@app.command("repair")
def repair(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The text of a rendered page, or its HTML.")
    ],
    title: Annotated[str, typer.Option(metavar="TITLE", help="The page's title.")] = "",
    drafts: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Make a draft of what is left.")
    ] = None,
    json: Json = False,
) -> None:
    """Say what a damaged copy of a wiki's page has lost, and bring back what can be had.

    \b
    nosograph wiki repair page.txt
    nosograph wiki repair page.html --out drafts

    Headings are kept once, references parsed and mended, flowcharts rebuilt from what is left of
    their boxes, with every edge marked as inferred. What is gone is named with its line.
    """
    from nosograph.cli.wiki_repair import document, print_repaired
    from nosograph.entries.draft_chapters import heading_level
    from nosograph.sources.wikitext.page import Provenance
    from nosograph.sources.wikitext.rendered import repaired
    from nosograph.sources.wikitext.rendered_html import html_lines

    text = _text(file)
    is_html = "<" in text and any(
        each in text.casefold() for each in ("<html", "<body", "<p>", "<li")
    )
    lines = html_lines(text) if is_html else None
    page = repaired(text, Provenance(title), lines, heading_level)
    if drafts is not None:
        from nosograph.entries.importing import draft_of_page

        folder = drafts / draft_of_page(
            page, text, date.today(), _entries(DEFAULT_DICTIONARY), drafts
        )
        err.print(f"what is left stands in {folder}", markup=False)
    if json:
        print_json(document(page))
    else:
        print_repaired(page)


@app.command("update")
def update(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The wikitext of a later revision.")],
    entry: Annotated[
        Path, typer.Argument(metavar="ENTRY", help="The folder that was drafted from the page.")
    ],
    revision: Annotated[str, typer.Option(metavar="ID", help="The later revision.")] = "",
    apply: Annotated[
        bool, typer.Option("--apply", help="Take over what editors have not changed.")
    ] = False,
    json: Json = False,
) -> None:
    """Offer a later revision of a wiki's page to the entry that was drafted from it.

    \b
    nosograph wiki update palsy.wiki drafts/example-palsy
    nosograph wiki update palsy.wiki drafts/example-palsy --revision 1629591 --apply

    The earlier page, the entry and the later page are compared as trees. What only the page
    changed is taken over with --apply; what editors changed, too, is put into the entry's last
    chapter for them to decide. Exit code 1 when there is nothing new.
    """
    from nosograph.entries.importing import updated

    found = updated(_text(file), entry, date.today(), revision, apply=apply)
    if json:
        print_json([
            {"kind": each.kind, "chapter": each.chapter, "clean": each.clean,
             "before": _markdown(each.before), "after": _markdown(each.after)}
            for each in found
        ])  # fmt: skip
    for each in () if json else found:
        mark = "" if each.clean else ", which editors changed, too"
        out.print(f"{each.kind} under {each.chapter!r}{mark}", markup=False)
        for sign, blocks in (("-", each.before), ("+", each.after)):
            for line in _markdown(blocks).splitlines():
                out.print(f"  {sign} {line}".rstrip(), markup=False)
    if not found:
        stop(Exit.NOTHING, f"{file}: the page says what it said before")


def _markdown(blocks: "Sequence[Block]") -> str:
    from nosograph.prose.write import written

    return written(blocks)
