"""`nosograph ask`: a question, answered with what the editors state."""

from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, out, print_json, stop


def ask(
    question: Annotated[str, typer.Argument(help="In words, English or German.")],
    language: Annotated[str, typer.Option(help="Of the question: en or de.")] = "en",
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Answer a question with statements of the editors, quoted whole with their sources.

    \b
    nosograph ask "Can children with OMS be vaccinated?"
    nosograph ask "Wird Neurofibromatose Typ 1 vererbt?" --language de --json

    Nothing is generated. Exit code 1 when no statement answers.
    """
    from nosograph.interop.python import open_release
    from nosograph.render.languages import words
    from nosograph.render.site import LANGUAGES

    if language not in LANGUAGES:
        stop(Exit.USAGE, f"--language {language!r}: write {' or '.join(LANGUAGES)}")
    with open_release(release) as dictionary:
        try:
            quotes = dictionary.ask(question, language)
        except ValueError as error:
            stop(Exit.USAGE, str(error))
        if json:
            print_json({"question": question, "quotes": list(quotes)})
        for each in quotes if not json else ():
            out.print(f"{each.name} · {each.chapter} · {each.claim.id}", style="bold", markup=False)
            works = "; ".join(
                " ".join(filter(None, [one.title, one.year, one.pmid and f"PMID {one.pmid}"]))
                for one in each.claim.sources
            )
            out.print(f"  {each.text}", markup=False)
            out.print(f"  {each.claim.support}: {works}; {each.review}", style="dim", markup=False)
        if not quotes:
            stop(Exit.NOTHING, words(language)["quotes_none"])
