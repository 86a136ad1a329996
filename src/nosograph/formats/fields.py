"""Typed values out of decoded JSON, with the place of whatever is wrong.

Rule 1. A case with a mistake is no case: half a record would be answered as if it were whole.
Rule 2. All mistakes of a case are reported, each with line, column and JSON pointer
(`/findings/2/status`).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from nosograph.formats.bounds import MOST_YAML, beyond
from nosograph.formats.trees import Node, Place, TangledError, json_tree, plain, yaml_tree
from nosograph.model.cases import LAST_DAY, sex_of
from nosograph.model.problems import Problem, Report, Severity, nearest, place_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A value inside a document."""

    value: Any
    file: str
    place: Callable[[str], Place]
    """Line and column of what a JSON pointer points at."""
    report: Report
    path: str = ""
    """JSON pointer (RFC 6901) into the document; empty for the whole."""

    def wrong(self, slug: str, message: str, hint: str = "") -> None:
        """Report a mistake at this place."""
        self._say(slug, message, hint, Severity.ERROR)

    def warn(self, slug: str, message: str, hint: str = "") -> None:
        """Report what may be a mistake, and does no harm if it is none."""
        self._say(slug, message, hint, Severity.WARNING)

    def _say(self, slug: str, message: str, hint: str, severity: Severity) -> None:
        where = f"{self.path}: " if self.path else ""
        shown = str(self.value)[:80] if not isinstance(self.value, dict | list) else ""
        line, column = self.place(self.path)
        self.report(Problem(slug, self.file, line, column, where + message, shown, hint, severity))

    def get(self, key: str) -> "Spot | None":
        """The value under `key`; None when there is none, or it is null."""
        if not isinstance(self.value, Mapping):
            return None
        if key not in self.value:
            key = snake(key)
        if self.value.get(key) is None:
            return None
        step = key.replace("~", "~0").replace("/", "~1")
        return replace(self, value=self.value[key], path=f"{self.path}/{step}")

    def mapping(self, key: str) -> "Spot | None":
        """A mapping; None when it is missing, or after reporting that it is none."""
        found = self.get(key)
        if found is None or isinstance(found.value, Mapping):
            return found
        found.wrong("wrong-type", f"not an object: {found.value!r}", "write it as {…}")
        return None

    def each(self, key: str) -> "Iterator[Spot]":
        """The mappings of a list."""
        found = self.get(key)
        if found is None:
            return
        if not isinstance(found.value, list):
            found.wrong("wrong-type", f"not a list: {found.value!r}", "write it as […]")
            return
        for n, value in enumerate(found.value):
            spot = replace(found, value=value, path=f"{found.path}/{n}")
            if isinstance(value, Mapping):
                yield spot
            else:
                spot.wrong("wrong-type", f"not an object: {value!r}", "write it as {…}")

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text; empty when it is missing or none."""
        found = self.get(key)
        if found is None:
            if needed:
                self.wrong("missing-key", f"has no {key!r}", f'add "{key}"')
            return ""
        if isinstance(found.value, str):
            return found.value.strip()
        found.wrong("wrong-type", f"not a text: {found.value!r}", "put it between quotes")
        return ""

    def sex(self, words: str) -> str:
        """The value of "sex", as a case says it; `words` are those of the format."""
        word = self.text("sex")
        try:
            return sex_of(word)
        except ValueError:
            self.wrong("bad-value", f"sex cannot be {word!r}", f"use one of: {words}")
            return ""

    def day(self, key: str) -> int | None:
        """A whole number of days."""
        found = self.get(key)
        if found is None:
            return None
        if isinstance(found.value, bool) or not isinstance(found.value, int):
            found.wrong("wrong-type", f"not a whole number of days: {found.value!r}")
            return None
        if abs(found.value) > LAST_DAY:
            found.wrong("bad-value", f"more than {LAST_DAY:,} days", "count the days of the case")
            return None
        return found.value

    def date(self, key: str) -> int | None:
        """A day of the calendar, by its number."""
        day = self.day(key)
        if day is not None and day < 1:
            (self.get(key) or self).wrong("bad-date", f"no day of the calendar: {day}")
            return None
        return day

    def truth(self, key: str) -> bool:
        """true or false; false when it is missing."""
        found = self.get(key)
        if found is None or isinstance(found.value, bool):
            return bool(found is not None and found.value)
        found.wrong("wrong-type", f"not true or false: {found.value!r}")
        return False

    def only(self, known: tuple[str, ...], *, foreign: bool = False) -> None:
        """Report keys that mean nothing here.

        With `foreign`, keys unlike any known one are somebody else's: they are left out with a
        warning. One that is like a known one is a mistake all the same.
        """
        spelt = _snaked(known)
        for key in self.value:
            # Protobuf's JSON has both forms.
            if camel := spelt.get(key):
                self.warn("other-form", f"has {key!r}, which is read as {camel!r}")
            elif key not in known:
                hint = f"the keys are {', '.join(known)}"
                meant = nearest(key, known)
                spot = self.get(key) or self
                if meant or not foreign:
                    hint = f"did you mean {meant!r}? {hint}" if meant else hint
                    spot.wrong("unknown-key", f"has an unknown key {key!r}", hint)
                else:
                    spot.warn("unknown-key", f"has an unknown key {key!r}, which is left out", hint)


def snake(key: str) -> str:
    """`timeAtLastEncounter` as `time_at_last_encounter`."""
    return re.sub("([A-Z])", lambda found: f"_{found[1].lower()}", key)


@lru_cache(256)
def _snaked(known: tuple[str, ...]) -> dict[str, str]:
    return {snake(each): each for each in known if snake(each) != each}


def documents(text: str, file: str, report: Report) -> Iterator[Spot]:
    """Every object of a text: JSON (one, a list, one a line), YAML, or a list of HPO terms."""
    text = text.removeprefix("\ufeff")
    try:
        value = json.loads(text, parse_constant=_refuse)
    except ValueError as error:
        # Not splitlines: texts may hold line separators that end no line of the file.
        lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
        if _one_a_line([line for _, line in lines[:_ENOUGH]]):
            yield from _per_line(lines, file, report)
        elif text.lstrip()[:1] in ("{", "["):
            report(_not_json(error, file, 1))
        elif any(_TERM.match(line) for _, line in lines):
            yield from _terms(lines, file, report)
        else:
            yield from _yaml(text, file, report)
        return
    except RecursionError:
        report(Problem("bad-json", file, 1, 0, "cannot read the JSON: nested too deeply"))
        return
    if _SURROGATE.search(text) and not _is_text(value):
        message = "half of a character (a lone surrogate)"
        hint = "write the character itself, or both halves"
        report(Problem("bad-character", file, 1, 0, message, "", hint))
        return
    places = _Places(text, 1)
    if isinstance(value, list):
        for n, each in enumerate(value):
            yield from _one(each, Spot(each, file, places, report, f"/{n}"))
    else:
        yield from _one(value, Spot(value, file, places, report))


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _is_text(value: Any) -> bool:
    """Whether a decoded value can be written again."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


_TERM = re.compile(r"\s*(?:- )?['\"]?(?:HP|hp)[:_]\d")
_SPLIT = re.compile(r"[,;\s]+(?=(?:HP|hp)[:_]\d)")


def _terms(lines: list[tuple[int, str]], file: str, report: Report) -> Iterator[Spot]:
    """A list of findings that are present, one or several a line, each with a label perhaps."""
    found, is_list = [], True
    for number, line in lines:
        for part in _SPLIT.split(line.partition("#")[0].strip().removeprefix("- ")):
            term = re.match(r"['\"]?((?:HP|hp)[:_]\d{7})\b", part)
            if term is not None:
                found.append(term[1].upper().replace("_", ":"))
            elif part:
                is_list = False
                hint = (
                    "write one term a line, such as HP:0001251; what is absent, in a case by items"
                )
                message = f"not an HPO term: {part[:40]!r}"
                report(Problem("bad-value", file, number, 1, message, part[:40], hint))
    spot = Spot({"present": found}, file, lambda pointer: (lines[0][0], 1), report)
    if is_list:
        spot.warn("other-form", "is read as a list of HPO ids that are present")
        yield spot


def _yaml(text: str, file: str, report: Report) -> Iterator[Spot]:
    if len(text) > MOST_YAML:
        message = f"no JSON, and longer than the {MOST_YAML:,} characters that are read as YAML"
        report(Problem("too-much", file, 1, 1, message, text[:40], "write it as JSON"))
        return
    try:
        tree = yaml_tree(text)
    except TangledError as tangle:
        message = f"neither JSON, nor a list of HPO ids, nor YAML: {tangle}"
        hint = "give a phenopacket, a case by items, or one HPO term a line"
        report(Problem("bad-yaml", file, *tangle.at, message, "", hint))
        return
    value = plain(tree)
    if isinstance(value, str | None):
        message = "neither JSON, nor YAML, nor a list of HPO ids"
        hint = "give a phenopacket, a case by items, or one HPO term a line"
        report(Problem("bad-json", file, 1, 1, message, text[:40], hint))
        return
    places = _Places(text, 1, tree)
    Spot(value, file, places, report).warn("other-form", "is read as YAML")
    if isinstance(value, list):
        for n, each in enumerate(value):
            yield from _one(each, Spot(each, file, places, report, f"/{n}"))
    else:
        yield from _one(value, Spot(value, file, places, report))


_ENOUGH = 50
"""Lines that tell whether a file holds one object a line."""


def _one_a_line(lines: list[str]) -> bool:
    """Whether the lines are objects of their own, some of them perhaps mistaken."""
    if len(lines) < 2:
        return False
    whole = sum(_is_object(line) for line in lines)
    return whole * 2 >= len(lines) or all(line.lstrip().startswith("{") for line in lines)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


class _Places:
    """Where the parts of a JSON text stand; looked for when somebody asks."""

    def __init__(self, text: str, line: int, tree: Node | None = None) -> None:
        self._text = text
        self._line = line
        self._tree = tree

    def __call__(self, pointer: str) -> Place:
        if not pointer:
            start = len(self._text) - len(self._text.lstrip())
            return place_of(self._text, start, self._line)
        if self._tree is None:
            try:
                self._tree = json_tree(self._text)
            except TangledError as tangle:
                return tangle.at[0] + self._line - 1, tangle.at[1]
        steps: list[str | int] = []
        node = self._tree
        for step in pointer.split("/")[1:]:
            if node.kind == "list":
                steps.append(int(step))
            else:
                steps.append(step.replace("~1", "/").replace("~0", "~"))
            node = self._tree.down(*steps)
        line, column = node.at
        return line + self._line - 1, column


def _per_line(lines: list[tuple[int, str]], file: str, report: Report) -> Iterator[Spot]:
    for number, line in lines:
        try:
            value = json.loads(line, parse_constant=_refuse)
        except ValueError as error:
            report(_not_json(error, file, number))
            continue
        except RecursionError:
            report(Problem("bad-json", file, number, 0, "cannot read the JSON: nested too deeply"))
            continue
        yield from _one(value, Spot(value, file, _Places(line, number), report))


def _one(value: Any, spot: Spot) -> Iterator[Spot]:
    if much := beyond(value):
        hint = "split it into cases of one person each, and leave out what no case needs"
        spot.wrong("too-much", f"holds {much}", hint)
    elif isinstance(value, Mapping):
        yield spot
    else:
        hint = "write it as {…}"
        spot.wrong("wrong-type", f"a case is a JSON object, not {str(value)[:40]!r}", hint)


def _not_json(error: ValueError, file: str, line: int) -> Problem:
    message, column = str(error), 0
    if isinstance(error, json.JSONDecodeError):
        message, column = error.msg[0].lower() + error.msg[1:], error.colno
        line += error.lineno - 1
    hint = "look at this line and the one above: a comma, a quote or a bracket"
    return Problem("bad-json", file, line, column, f"cannot read the JSON: {message}", "", hint)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")
