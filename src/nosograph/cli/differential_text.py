"""A ranking in the terminal: a table of diseases with their reasons, and what to ask next.

Rule. The table says what each number is; a score is no probability.
"""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from nosograph.cli.output import out
from nosograph.library.annotations import Annotations
from nosograph.reasoning.differential.answers import Pair, Ranking, Reason
from nosograph.reasoning.differential.reasons import LEAST
from nosograph.render.differential import how_it_fits, title_of
from nosograph.render.first import FirstShown
from nosograph.render.languages import words
from nosograph.render.site import LANGUAGES

SHOWN = 6
"""Reasons printed per disease."""


def print_ranking(ranking: Ranking, pairs: Sequence[Pair], annotations: Annotations) -> None:
    """Print a ranking, pairs if there are any, and where they come from."""
    t = words(LANGUAGES[0])
    for note in ranking.notes:
        said = "absent " if note.absent else ""
        out.print(f"not used: {said}{note.term}, {t[f'dx_unused_{note.reason}']}", markup=False)
    out.print(t[f"dx_level_{ranking.confidence.level}"], style="bold", markup=False)
    if ranking.confidence.unexplained and ranking.candidates:
        names = ", ".join(_named(term, annotations) for term in ranking.confidence.unexplained)
        out.print(f"None of the first diseases explains: {names}.", markup=False)
    if ranking.candidates:
        out.print(_table(ranking))
    for pair in pairs:
        names = " + ".join(
            f"{name} ({ids[0]})" for name, ids in zip(pair.names, pair.ids, strict=True)
        )
        out.print(f"together {pair.score:.2f} (+{pair.gain:.2f}): {names}", markup=False)
    if ranking.next_findings:
        out.print("What to look for next:", style="bold")
    for each in ranking.next_findings:
        places = ", ".join(map(str, each.shown_by)) or "none of the first in most patients"
        out.print(f"  {each.label} ({each.term}): shown by {places}", markup=False)
    out.print(
        f"HPO {ranking.version}, {ranking.considered} diseases compared. Scores compare diseases"
        " for one case; they are no probabilities, and no list excludes a disease.",
        style="dim", markup=False,
    )  # fmt: skip


def print_first(first: Sequence[FirstShown]) -> None:
    """Print what comes first beside the ranking, and who says so."""
    t = words(LANGUAGES[0])
    for each in first:
        out.print(t["dx_first"], style="bold", markup=False)
        out.print(f"{t['dx_first_note']} {each.way.name}", style="dim", markup=False)
        groups = ((t["dx_first_flags"], each.flags), ("", each.exclude))
        for title, things in (*groups, (t["dx_first_common"], each.common)):
            if title and things:
                out.print(f"{title}:", markup=False)
            for thing in things:
                out.print(f"  {thing.name}: {thing.text} ({thing.sources})", markup=False)


def _named(term: str, annotations: Annotations) -> str:
    place = annotations.place(term)
    return term if place is None else f"{annotations.labels[place]} ({term})"


def _table(ranking: Ranking) -> Table:
    table = Table(show_lines=True)
    table.add_column("", justify="right")
    table.add_column("disease")
    table.add_column("score", justify="right")
    table.add_column("why")
    for each in ranking.candidates:
        disease = Text(each.name)
        disease.append(f"\n{' '.join(each.ids)}", style="dim")
        why = Text("\n".join(_why(reason) for reason in each.reasons[:SHOWN]))
        rest = each.reasons[SHOWN:]
        if rest:
            total = sum(reason.contribution for reason in rest)
            why.append(f"\n{total:+.2f} from {len(rest)} more", style="dim")
        if each.typical:
            names = ", ".join(finding.label for finding in each.typical[:3])
            why.append(f"\nnot mentioned: {names}", style="dim")
        table.add_row(str(each.rank), disease, f"{each.score:.2f}", why)
    return table


def _why(reason: Reason) -> str:
    value = reason.contribution if abs(reason.contribution) >= LEAST else 0.0
    t = words(LANGUAGES[0])
    return f"{value:+.2f} {title_of(reason, t)} ({how_it_fits(reason, t)})"
