"""Cases that commands read: from a file, from standard input, or compressed.

Rule. Whatever cannot be read ends the command with a message that names the file.
"""

import json
import sys
import zlib
from pathlib import Path

import typer

from nosograph.cli.output import Exit, err, print_problems, stop
from nosograph.formats import files
from nosograph.model.ages import Age
from nosograph.model.cases import Case, sex_of
from nosograph.model.problems import Problems

MOST_OF_ONE = 32 * 2**20
"""Characters of a file with one case; a whole record of a person in FHIR has some megabytes."""


def text_of(path: Path, most: int = files.LARGEST) -> str:
    """The text of a file, `.gz` or not, or of standard input for `-`."""
    try:
        if str(path) == "-":
            text = sys.stdin.read(most + 1)
            if len(text) > most:
                stop(Exit.USAGE, f"standard input: larger than {most // 2**20} MB")
            return text
        return files.text_of(path, most)
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        stop(Exit.NOTHING, f"{path}: not UTF-8 at {place} [bad-character]; save it as UTF-8")
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        stop(Exit.USAGE, f"cannot read {path}: {reason}")


def one_case(path: Path) -> Case:
    """The only case of a file, or of a folder of OMOP's tables."""
    from nosograph.formats.cases import read_cases
    from nosograph.formats.omop import rows_of

    problems = Problems()
    text = json.dumps(rows_of(path)) if path.is_dir() else text_of(path, MOST_OF_ONE)
    found = list(read_cases(text, str(path), problems))
    print_problems(problems.found, err)
    if problems.errors:
        raise typer.Exit(Exit.NOTHING)
    if len(found) != 1:
        stop(Exit.USAGE, f"{path} holds {len(found)} cases, not one: use --cases and --out")
    return found[0]


def age_of(option: str, text: str) -> Age | None:
    """The age that an option gives, as people write it."""
    try:
        return Age.read(text) if text.strip() else None
    except ValueError:
        stop(Exit.USAGE, f"{option} {text!r}: write 20mo, 1y8mo, 3a, 10d or a period such as P1Y8M")


def sex_said(text: str) -> str:
    """The sex that `--sex` gives."""
    try:
        return sex_of(text)
    except ValueError:
        stop(Exit.USAGE, f"--sex {text!r}: write male, female or other")
