"""`nosograph recognise`: a note to findings, in the terminal and for files of notes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nosograph.cli.options import DEFAULT_RELEASE, Json, Release
from nosograph.cli.output import Exit, out, print_json, stop

if TYPE_CHECKING:
    from nosograph.recognition.recogniser import Mode


def recognise(
    note: Annotated[str, typer.Argument(help="The text; without it standard input is read.")] = "",
    text: Annotated[str, typer.Option(help="The text, as an option.")] = "",
    notes: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='Many: {"id", "text"} per line; may be .gz.'),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where findings of --notes go.")
    ] = None,
    mode: Annotated[
        str, typer.Option(help="nested or longest; a text gets longest, --notes nested.")
    ] = "",
    language: Annotated[str, typer.Option(help="en or de; without it the text tells.")] = "",
    release: Release = DEFAULT_RELEASE,
    json: Json = False,
) -> None:
    """Find findings in a note, and what is said about each.

    \b
    nosograph recognise "Seizures since 3 months; no ataxia."
    nosograph recognise --text "seine Augen tanzen" --json
    nosograph recognise --notes notes.jsonl --out findings.jsonl

    Exit code 1 when nothing is found.
    """
    from nosograph.asking.release import OpenRelease
    from nosograph.recognition.spoken import LANGUAGES
    from nosograph.render.note_files import mention_record

    if language and language not in LANGUAGES:
        stop(Exit.USAGE, f"--language {language!r}: write {' or '.join(LANGUAGES)}")
    chosen = _mode(mode, "nested" if notes else "longest")
    with OpenRelease.open(release) as held:
        if notes is not None:
            _many(notes, to, lambda each: held.recogniser.mentions(each, chosen, language or None))
            return
        read = note or text or sys.stdin.read()
        spoken = language or held.recogniser.language_of(read)
        found = [each for each in held.recogniser.mentions(read, chosen, spoken) if each.finding]
    if json:
        print_json({"language": spoken, "mentions": [mention_record(each) for each in found]})
    for each in found if not json else ():
        onset = f", onset {each.onset}" if each.onset else ""
        out.print(f"{each.term}  {each.label}", style="bold", markup=False)
        out.print(f"  {each.polarity}{onset}: {each.text!r}", markup=False)
    if not found:
        stop(Exit.NOTHING, "no finding was recognised: try the words of a medical report")


def _mode(word: str, otherwise: str) -> "Mode":
    from nosograph.recognition.recogniser import Mode

    try:
        return Mode(word or otherwise)
    except ValueError:
        stop(Exit.USAGE, f"--mode {word!r}: write nested or longest")


def _many(notes: Path, to: Path | None, mentions: Any) -> None:
    import msgspec

    from nosograph.cli.case_files import text_of
    from nosograph.render.note_files import mention_record

    lines = text_of(notes).splitlines()
    written = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            note = msgspec.json.decode(line)
            id, text = note["id"], str(note["text"])
        except (msgspec.DecodeError, KeyError, TypeError):
            stop(Exit.NOTHING, f'{notes}:{number}: not a note: write {{"id": …, "text": …}}')
        found = [mention_record(each) for each in mentions(text)]
        written.append(msgspec.json.encode({"id": id, "mentions": found}))
    whole = b"".join(each + b"\n" for each in written)
    if to is None:
        sys.stdout.buffer.write(whole)
    else:
        try:
            to.write_bytes(whole)
        except OSError as error:
            stop(Exit.USAGE, f"cannot write {to}: {error.strerror}")
