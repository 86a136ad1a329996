"""`nosograph criteria`: criteria sets, and what they say about cases.

Rule. Cases are read from files that the user owns; nothing of them is kept.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from nosograph.cli.case_files import age_of, one_case, text_of
from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, bars, err, print_json, print_problems, stop, whole_file
from nosograph.criteria.sets import CriteriaSet
from nosograph.model.cases import Case
from nosograph.model.failures import LibraryError
from nosograph.model.problems import Problem, Problems, nearest

if TYPE_CHECKING:
    from nosograph.criteria.matching import Findings
    from nosograph.reasoning.criteria import Evaluator

app = typer.Typer(help="Criteria sets, and what they say about cases.", no_args_is_help=True)

Entries = Annotated[
    Path | None,
    typer.Option(
        "--dictionary",
        metavar="PATH",
        help="Read the criteria from a dictionary or an entry's folder instead of a release.",
    ),
]


@app.command("list")
def list_sets(
    release: Release = DEFAULT_RELEASE, dictionary: Entries = None, json: Json = False
) -> None:
    """Show which criteria sets there are.

    \b
    nosograph criteria list
    nosograph criteria list --json
    """
    with _opened(release, dictionary) as (sets, _):
        rows = [
            {
                "id": each.id,
                "title": each.title,
                "use": each.use,
                "disease": slug,
                "levels": [level.id for level in each.levels],
            }
            for each, slug in sorted(sets.values(), key=lambda pair: pair[0].id)
        ]
    if json:
        print_json({"criteria": rows})
        return
    for row in rows:
        print(f"{row['id']:<24} {row['title']} ({', '.join(row['levels'])})")


@app.command("show")
def show(
    set_id: Annotated[str, typer.Argument(metavar="SET", help="The id of a set.")],
    release: Release = DEFAULT_RELEASE,
    dictionary: Entries = None,
    json: Json = False,
) -> None:
    """Print a criteria set in words.

    \b
    nosograph criteria show oms-genoa-2004
    nosograph criteria show sle-eular-acr-2019 --json

    Exit code 1 when there is no such set.
    """
    from nosograph.criteria.stored import to_json
    from nosograph.render.answer_text import criteria_text

    with _opened(release, dictionary) as (sets, _):
        found = _one(sets, set_id)
    if json:
        print_json(to_json(found))
    else:
        print(criteria_text(found))


@app.command("evaluate")
def evaluate(
    name: Annotated[str, typer.Argument(metavar="SET", help="The id of a set.")] = "",
    set_id: Annotated[str, typer.Option("--set", metavar="SET", help="The same.")] = "",
    case: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A phenopacket or a case by items; - for standard input.")
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Many cases: a list, or one a line.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the answers to --cases go, one a line.")
    ] = None,
    short: Annotated[
        str, typer.Option(metavar="JSON", help='{"present": [...], "absent": [...], "age": "P20M", "sex": "MALE"}')
    ] = "",
    finding: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM=VALUE", help="present, absent, or a value with its unit; may be repeated."),
    ] = None,
    age: Annotated[str, typer.Option(help="18mo, 2a, 10d, or a period such as P1Y6M.")] = "",
    sex: Annotated[str, typer.Option(help="male, female or other.")] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Show every part and why.")] = False,
    release: Release = DEFAULT_RELEASE,
    dictionary: Entries = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Put criteria to a case, or to many.

    \b
    nosograph criteria evaluate oms-genoa-2004 --finding opsoclonus=present --finding HP:0001251=absent
    nosograph criteria evaluate --set diabetes-ada --finding "a1c=6.6 %" --age 50a
    nosograph criteria evaluate oms-genoa-2004 --case case.json --explain
    nosograph criteria evaluate oms-genoa-2004 --cases cases.jsonl --out answers.jsonl

    Exit code 1 when there is no such set, or a file has mistakes; answers are still given for
    the cases of --cases that have none.
    """
    from nosograph.reasoning.criteria import Evaluator

    named = [each for each in (name, set_id) if each]
    given = [each for each in (case, cases, short, finding) if each]
    if len(set(named)) != 1:
        stop(Exit.USAGE, "name one criteria set: nosograph criteria evaluate SET …")
    if len(given) > 1 or (given and (age or sex) and not finding):
        stop(Exit.USAGE, "give one of --case, --cases, --short, or --finding with --age and --sex")
    if (out is not None) != (cases is not None):
        stop(Exit.USAGE, "--cases and --out go together")
    with _opened(release, dictionary) as (sets, ontology):
        evaluator = Evaluator(_one(sets, named[0]), ontology)
        if cases is not None and out is not None:
            _answer_many(evaluator, cases, out)
        else:
            _answer_one(
                evaluator, _case(case, short, finding or [], age, sex), explain=explain, json=json
            )


def _answer_one(evaluator: "Evaluator", case: Case, *, explain: bool, json: bool) -> None:
    from nosograph.render.answer_text import answer_text
    from nosograph.render.criteria_files import answer_record

    answer = evaluator.evaluate(case)
    for each in answer.unmatched:
        if each.item:
            near = nearest(each.item, [item.id for item in evaluator.criteria.items])
            hint = f"; did you mean {near!r}?" if near else ""
            err.print(f"{evaluator.criteria.id} has no item {each.item!r}{hint}", markup=False)
    if json:
        print_json(answer_record(answer))
    else:
        print(answer_text(answer, explain=explain))


def _answer_many(evaluator: "Evaluator", cases: Path, out: Path) -> None:
    from nosograph.formats.cases import read_cases
    from nosograph.render.criteria_files import answer_record

    if out.exists() and cases.exists() and out.samefile(cases):
        stop(Exit.USAGE, f"--out would overwrite the cases: {out}")
    text, problems, ids = text_of(cases), Problems(), Counter[str]()
    with whole_file(out) as file, bars() as shown:
        shown.step("Answering", None)
        for case in read_cases(text, str(cases), problems):
            record = answer_record(evaluator.evaluate(case))
            file.write(msgspec.json.encode(record) + b"\n")
            ids[case.id] += 1
            shown.advance()
    print_problems(problems.found, err)
    _say_what_cannot_be_told_apart(ids)
    err.print(f"{ids.total()} answers in {out}", markup=False)
    if problems.errors:
        raise typer.Exit(Exit.NOTHING)


def _say_what_cannot_be_told_apart(ids: Counter[str]) -> None:
    """Answers keep the order of the cases, but who joins them by id has to know."""
    if ids[""]:
        err.print(f'cases without "id": {ids[""]}; their answers name none', markup=False)
    twice = [id for id, number in ids.items() if id and number > 1]
    if twice:
        err.print(f"ids that several cases have: {len(twice)}, such as {twice[0]!r}", markup=False)


def _case(case: Path | None, short: str, findings: list[str], age: str, sex: str) -> Case:
    from nosograph.formats.cases import read_cases, read_short_case

    if case is not None:
        return one_case(case)
    problems = Problems()
    if short:
        found = read_short_case(short, problems)
    else:
        spelt = {"findings": [_spelt(each) for each in findings], "sex": sex}
        found = next(read_cases(msgspec.json.encode(spelt).decode(), "--finding", problems), None)
    if found is None or problems.errors:
        print_problems(problems.found, err)
        raise typer.Exit(Exit.NOTHING)
    return replace(found, age=age_of("--age", age)) if age else found


def _spelt(finding: str) -> dict[str, object]:
    """`item=present`, `HP:0001251=absent` or `a1c=6.6 %` as a finding of a case."""
    name, equals, value = (part.strip() for part in finding.partition("="))
    if not equals or not name or not value:
        stop(Exit.USAGE, f"--finding {finding!r}: write ITEM=present, ITEM=absent or ITEM=7 d")
    key = "code" if re.match(r"[A-Za-z]+:", name) else "item"
    if value in {"present", "absent", "unknown"}:
        return {key: name, "status": value}
    number, _, unit = value.partition(" ")
    try:
        amount: object = float(number) if "." in number else int(number)
    except ValueError:
        return {key: name, "status": "measured", "value": value}
    return {key: name, "status": "measured", "value": amount, "unit": unit.strip()}


def _one(sets: dict[str, tuple[CriteriaSet, str]], id: str) -> CriteriaSet:
    if id not in sets:
        near = nearest(id, sets)
        hint = f"; did you mean {near!r}?" if near else "; see `nosograph criteria list`"
        stop(Exit.NOTHING, f"no criteria set {id!r}{hint}")
    return sets[id][0]


@contextmanager
def _opened(
    release: Path, dictionary: Path | None
) -> "Iterator[tuple[dict[str, tuple[CriteriaSet, str]], Findings | None]]":
    """The sets with the slugs of their diseases, by id, and the terms of the release."""
    from nosograph.library.reader import Library

    if dictionary is None:
        with Library.open(release) as library:
            yield (
                {
                    each.id: (each, slug)
                    for slug in dict.fromkeys(slug for _, slug in library.criteria_sets())
                    for each in library.criteria_of(slug)
                },
                library.ontology,
            )
        return
    found = _written_sets(dictionary)
    try:
        library = Library.open(release)
    except LibraryError as error:
        err.print(f"{error}; codes match only themselves, not what lies below them", markup=False)
        yield found, None
        return
    with library:
        yield found, library.ontology


def _written_sets(dictionary: Path) -> dict[str, tuple[CriteriaSet, str]]:
    from nosograph.entries.criteria_yaml import FILE, read_criteria
    from nosograph.entries.problems import Desk

    problems = Problems()
    files = [dictionary / FILE] if (dictionary / FILE).is_file() else dictionary.glob(f"*/{FILE}")
    found: dict[str, tuple[CriteriaSet, str]] = {}
    for file in sorted(files):
        read = read_criteria(text_of(file), Desk(problems, str(file)))
        found |= {each.id: (each, file.absolute().parent.name) for each in read.sets}
    if not found and not problems.found:
        problems(Problem("missing-file", str(dictionary), 0, 0, f"no {FILE} in it"))
    if problems.errors:
        print_problems(problems.found, err)
        raise typer.Exit(Exit.NOTHING)
    return found
