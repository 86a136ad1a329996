"""`nosograph differential`: findings in, a ranked list of diseases with its reasons out.

Rule 1. A list, never a verdict: scores are called scores, and what does not fit is said.
Rule 2. Cases are read from files that the user owns; nothing of them is kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.case_files import age_of, one_case, sex_said, text_of
from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, bars, err, print_json, print_problems, stop, whole_file
from nosograph.model.cases import Case, Statement, Status

if TYPE_CHECKING:
    from nosograph.asking.differential import DifferentialQuestion
    from nosograph.asking.release import OpenRelease
    from nosograph.reasoning.differential.answers import Ranking


def differential(
    case: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A phenopacket or a case by items; - for standard input.")
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Many cases, one a line or a list; may be .gz.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the lists for --cases go, one a line.")
    ] = None,
    finding: Annotated[
        list[str] | None, typer.Option(metavar="HP:…", help="A finding that is present: an HPO id, or its name.")
    ] = None,
    absent: Annotated[
        list[str] | None, typer.Option(metavar="HP:…", help="A finding that was looked for and is absent.")
    ] = None,
    age: Annotated[str, typer.Option(help="At the last examination: 20mo, 3a, 10d, or P1Y6M.")] = "",
    onset: Annotated[str, typer.Option(help="Age at which the illness began.")] = "",
    sex: Annotated[str, typer.Option(help="male, female or other.")] = "",
    genes: Annotated[
        str, typer.Option(metavar="A,B,…", help="List only diseases of these genes, in any capitals.")
    ] = "",
    top: Annotated[int, typer.Option(min=1, max=20000, help="How many diseases to list.")] = 20,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Also list pairs of diseases that explain more together.")
    ] = False,
    exclude_own_publication: Annotated[
        bool, typer.Option("--exclude-own-publication", help="Leave out what a case's own publication contributed.")
    ] = False,
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:  # fmt: skip
    """Rank all annotated diseases for a case, with reasons; or many cases, without.

    \b
    nosograph differential --finding HP:0010543 --finding Ataxia --absent HP:0001250 --age 20mo
    nosograph differential --case case.json --top 10 --json
    nosograph differential --case case.json --genes SCN1A,KCNT1
    nosograph differential --cases cases.jsonl --out lists.jsonl --top 100 --exclude-own-publication

    Exit code 1 when nothing speaks for any disease, or a file has mistakes; with --cases every
    case has its line, which is empty for a case with mistakes.
    """
    from nosograph.asking.differential import DifferentialQuestion, genes_in
    from nosograph.asking.release import OpenRelease

    given = [each for each in (case, cases, finding or absent) if each]
    if len(given) != 1:
        stop(Exit.USAGE, "give one of --case, --cases, or --finding and --absent")
    if (out is not None) != (cases is not None):
        stop(Exit.USAGE, "--cases and --out go together")
    if (age or onset or sex) and not (finding or absent):
        stop(Exit.USAGE, "--age, --onset and --sex go with --finding; a file states its own")
    asked = DifferentialQuestion(Case(), genes_in(genes), top, exclude_own_publication, pairs)
    with OpenRelease.open(release) as held:
        if cases is not None and out is not None:
            _many(held, cases, out, asked)
            return
        said = (
            one_case(case)
            if case is not None
            else Case(
                "",
                spelt(held, finding or (), absent or ()),
                age_of("--age", age),
                sex_said(sex),
                began=age_of("--onset", onset),
            )
        )
        _one(held, replace(asked, case=said), json=json)


def spelt(
    release: "OpenRelease", present: Sequence[str], absent: Sequence[str]
) -> tuple[Statement, ...]:
    """Findings by id or name as statements; the command ends at one that is not known."""
    return tuple(
        Statement(status, code=_term(release, text))
        for status, texts in ((Status.PRESENT, present), (Status.ABSENT, absent))
        for text in texts
    )


def _term(release: "OpenRelease", text: str) -> str:
    from nosograph.asking.search import finding_meant

    meant = finding_meant(release, text)
    if meant.term:
        return meant.term
    near = "; ".join(f"{each.slug} {each.name}" for each in meant.near)
    stop(Exit.NOTHING, f"no finding is called {text!r}" + (f"; maybe {near}" if near else ""))


def _one(release: "OpenRelease", asked: "DifferentialQuestion", *, json: bool) -> None:
    from nosograph.asking.differential import differential as answered
    from nosograph.cli.differential_text import print_first, print_ranking
    from nosograph.render.differential_files import as_record
    from nosograph.render.first import first_shown
    from nosograph.render.site import LANGUAGES

    answer = answered(release, asked)
    if answer.uncoded:
        count = len(answer.uncoded)
        err.print(f"{count} statements are no findings of HPO and are not used", markup=False)
    for each in answer.mislabelled:
        other = f", which is {each.meant}" if each.meant else ""
        told = f"{each.term} is {each.label}; the case calls it {each.called!r}{other}"
        err.print(told, markup=False)
    _say_unknown(answer.ranking)
    ranking, pairs = answer.ranking, answer.pairs
    first = [first_shown(each, LANGUAGES[0]) for each in answer.first]
    if json:
        found = pairs if asked.pairs else None
        print_json(as_record(ranking, asked.case.id, answer.mislabelled, found, first))
    else:
        print_first(first)
        print_ranking(ranking, pairs, release.library.annotations)
    if not ranking.candidates:
        raise typer.Exit(Exit.NOTHING)


def _say_unknown(ranking: "Ranking") -> None:
    from nosograph.render.languages import words

    if ranking.unknown_genes:
        symbols = ", ".join(ranking.unknown_genes)
        err.print(words("en")["dx_genes_unknown"].format(symbols=symbols), markup=False)


def _many(release: "OpenRelease", cases: Path, out: Path, asked: "DifferentialQuestion") -> None:
    import msgspec

    from nosograph.asking.differential import differential as answered
    from nosograph.formats.cases import read_each
    from nosograph.model.problems import Problems
    from nosograph.render.differential_files import ListRecord, as_line

    text, problems, written = text_of(cases), Problems(), 0
    _say_unknown(answered(release, replace(asked, explain=False)).ranking)
    with whole_file(out) as file, bars() as shown:
        shown.step("Ranking", None)
        for id, case in read_each(text, str(cases), problems):
            record = ListRecord(id)
            if case is not None:
                answer = answered(release, replace(asked, case=case, explain=False))
                record = as_line(answer.ranking, id)
            file.write(msgspec.json.encode(record) + b"\n")
            written += 1
            shown.advance()
    print_problems(problems.found, err)
    err.print(f"{written} lists in {out}", markup=False)
    if problems.errors:
        raise typer.Exit(Exit.NOTHING)
