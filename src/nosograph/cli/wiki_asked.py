"""Who is asked about a page beside the reader: the names of a release, and a second parser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from nosograph.cli.output import Exit, stop


def need_second_parser() -> None:
    """End where the parsers for a second reading are not there."""
    if find_spec("wikitextprocessor") is None:
        stop(Exit.USAGE, "--consensus needs the extra: pip install 'nosograph[wiki-consensus]'")


@contextmanager
def recognising(release: Path) -> Iterator[Callable[[str], tuple[str, str] | None]]:
    """What a release recognises a whole name as; nothing where there is no release."""
    from nosograph.asking.release import OpenRelease
    from nosograph.recognition.recogniser import Mode

    if not release.is_dir():
        yield lambda name: None
        return
    with OpenRelease.open(release) as held:

        def recognised(name: str) -> tuple[str, str] | None:
            found = held.recogniser.mentions(name[:200], Mode.LONGEST)
            whole = [each for each in found if each.finding and len(each.text) == len(name)]
            return (whole[0].term, whole[0].label) if len(found) == len(whole) == 1 else None

        yield recognised
