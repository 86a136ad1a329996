"""`nosograph claims` and `nosograph confirm`: what an entry rests on, and whether its twin keeps up."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.options import DEFAULT_DICTIONARY, Json
from nosograph.cli.output import Exit, err, out, print_json, stop
from nosograph.model.entries import Entry

if TYPE_CHECKING:
    from nosograph.render.claim_report import ClaimReport, SectionReport

Dictionary = Annotated[
    Path, typer.Option("--dictionary", metavar="DIR", help="The folder of entries.")
]
Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The entry's folder in the dictionary.")]


def claims(slug: Slug, dictionary: Dictionary = DEFAULT_DICTIONARY, json: Json = False) -> None:
    """Report what an entry's claims rest on.

    \b
    nosograph claims opsoclonus-myoclonus-syndrome
    nosograph claims opsoclonus-myoclonus-syndrome --json

    Claims by how their sources support them and by kind of evidence; figures and numbers
    without a source; retracted works; how each patient section stands to what it renders.
    Exit code 1 when a claim or a figure has no source, or a work was retracted.
    """
    from nosograph.render.claim_report import claim_report

    report = claim_report(entry_of(dictionary, slug))
    if json:
        print_json(report)
    else:
        _print(report)
    if report.unsourced or report.uncited_figures or report.retracted:
        raise typer.Exit(Exit.NOTHING)


def confirm(
    slug: Slug,
    sections: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SECTION]...", help="Ids of sections; all when left out."),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Only in this language; may be given again.")
    ] = None,
    by: Annotated[str, typer.Option(metavar="WHO", help="Who compared them.")] = "",
    dictionary: Dictionary = DEFAULT_DICTIONARY,
    today: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="The day; today when left out.")
    ] = "",
) -> None:
    """Write down that patient sections were compared with the claims that they render.

    \b
    nosograph confirm opsoclonus-myoclonus-syndrome treatment --by "Nosograph editors"
    nosograph confirm opsoclonus-myoclonus-syndrome --language de

    Writes the entry's twins.yaml. A section whose claims change later is shown as stale until
    it is confirmed again.
    """
    from dataclasses import replace

    from nosograph.entries.kinds import TWINS
    from nosograph.entries.write import entry_files
    from nosograph.prose.twins import confirmed, twin_states

    entry = entry_of(dictionary, slug)
    who = by or ", ".join(entry.editors)
    if not who:
        stop(Exit.USAGE, "the entry names no editors: say with --by who compared the sections")
    wanted = [
        state
        for state in twin_states(entry)
        if (not sections or state.section.id in sections)
        and (not language or state.language in language)
    ]
    unknown = set(sections or ()) - {state.section.id for state in wanted}
    if unknown or not wanted:
        stop(Exit.NOTHING, f"{slug} has no such section: {', '.join(sorted(unknown)) or 'none'}")
    fresh = replace(entry, confirmations=tuple(confirmed(entry, wanted, day_of(today), who)))
    (dictionary / slug / TWINS).write_bytes(entry_files(fresh)[TWINS].encode())
    several = "s"[: len(wanted) != 1]
    err.print(f"{slug}: {len(wanted)} section{several} confirmed by {who}", markup=False)


def entry_of(dictionary: Path, slug: str) -> Entry:
    """The readable entry of that name; without one the command ends."""
    from nosograph.entries.read import read_entry
    from nosograph.model.problems import Problems

    folder = dictionary / slug
    problems = Problems()
    entry = read_entry(folder, problems) if folder.is_dir() else None
    if entry is None:
        stop(Exit.NOTHING, f"no readable entry {slug!r} in {dictionary}: run `nosograph check`")
    return entry


def day_of(text: str) -> date:
    """The day that an option names; today without one."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        stop(Exit.USAGE, f"--today {text!r} is no date: write it as 2026-11-23")


def _print(report: "ClaimReport") -> None:
    def line(title: str, value: str) -> None:
        out.print(f"{title:<18}{value}", markup=False)

    out.print(report.slug, markup=False)
    line("claims", f"{report.claims:,} on {report.sources:,} sources")
    line("support", ", ".join(f"{n:,} {what}" for what, n in report.support.items()))
    line("evidence", ", ".join(f"{n:,} {what}" for what, n in report.evidence.items()))
    line(
        "without source",
        f"{report.editorial} editorial, {report.unknown} say that nothing is known",
    )
    for title, found in (
        ("unsourced", report.unsourced),
        ("uncited figures", report.uncited_figures),
        ("uncited numbers", report.uncited_numbers),
        ("retracted", tuple(f"{key} ({n} claims)" for key, n in report.retracted.items())),
        ("not read", report.not_read),
    ):
        line(title, ", ".join(found) or "none")
    for section in report.sections:
        grade = "too short for a grade" if section.grade is None else f"grade {section.grade}"
        loose = ", ".join(section.loose_numbers)
        told = f"; numbers in no claim: {loose}" if loose else ""
        line(section.language, f"{section.section}: {_state(section)}; {grade}{told}")


def _state(section: "SectionReport") -> str:
    if section.confirmed is None:
        return section.status
    changes = f"{len(section.new)} new and {len(section.gone)} former claims"
    own = ", own words changed" if section.reworded else ""
    told = "" if section.status == "confirmed" else f" ({changes}{own})"
    return f"{section.status} {section.confirmed}{told}"
