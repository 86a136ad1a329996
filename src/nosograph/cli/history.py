"""`nosograph history`: who changed what in an entry, and when."""

from typing import TYPE_CHECKING, Annotated

import typer

from nosograph.cli.claims import Dictionary, Slug
from nosograph.cli.options import DEFAULT_DICTIONARY, Json
from nosograph.cli.output import Exit, err, out, print_json, stop

if TYPE_CHECKING:
    from nosograph.model.changes import Change


def history(
    slug: Slug,
    most: Annotated[
        int, typer.Option("--most", min=1, metavar="N", help="How many commits, the newest first.")
    ] = 20,
    wording: Annotated[
        bool, typer.Option("--wording", help="List changes of mere wording, too.")
    ] = False,
    dictionary: Dictionary = DEFAULT_DICTIONARY,
    json: Json = False,
) -> None:
    """Tell who changed what in an entry and when, from the repository's own history.

    \b
    nosograph history opsoclonus-myoclonus-syndrome
    nosograph history opsoclonus-myoclonus-syndrome --wording --json

    Changes of meaning (a statement, a source, a number, yes and no) stand apart from those of
    wording, which are only counted unless asked for. Exit code 1 when nothing was ever committed.
    """
    from nosograph.build.history import history_of, is_cut

    folder = dictionary / slug
    if not folder.is_dir():
        stop(Exit.NOTHING, f"no entry {slug!r} in {dictionary}")
    commits = list(history_of(folder, most))
    if json:
        print_json([
            {"commit": each.id, "by": each.by, "date": each.on, "reason": each.reason,
             "semantic": each.semantic, "wording": each.wording}
            for each in commits
        ])  # fmt: skip
    else:
        for each in commits:
            out.print(f"{each.on[:10]} {each.by}: {each.reason} ({each.id[:10]})", markup=False)
            for change in each.semantic:
                out.print(f"  {_line(change)}", markup=False)
            if each.wording and not wording:
                out.print(f"  {len(each.wording)} changes of wording", markup=False)
            for change in each.wording if wording else ():
                out.print(f"  wording: {_line(change)}", markup=False)
    if is_cut(folder):
        err.print("this clone holds only the last commits: `git fetch --unshallow` has the rest")
    if not commits:
        stop(Exit.NOTHING, f"{folder}: nothing was committed")


def _line(change: "Change") -> str:
    where = f" under {change.where!r}" if change.where else ""
    told = " -> ".join(_short(each) for each in (change.before, change.after) if each)
    return f"{change.kind} {change.part}{where}: {told}"


def _short(text: str, length: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"
