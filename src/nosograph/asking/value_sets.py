"""Value sets evaluated: the dictionary's own and those that somebody sends.

Rule 1. What cannot be worked out exactly is refused: a system that is not known here, a filter
that is not supported, a set that refers to another one that is not there.
Rule 2. Codes stand in the order of the set: as listed, else as their system orders them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from nosograph.asking.code_systems import CodeSystem, CodeSystems

Codes: TypeAlias = dict[tuple[str, str], str]
"""URI of the system and code → display."""
Find: TypeAlias = Callable[[str], Mapping[str, Any] | None]
"""The ValueSet at a canonical URL."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Which versions of code systems a question wants, by URI."""

    usual: Mapping[str, str] = field(default_factory=dict)
    """Where the value set names none."""
    checked: Mapping[str, str] = field(default_factory=dict)
    """In which it must be, or nothing is answered."""
    forced: Mapping[str, str] = field(default_factory=dict)
    """Whatever the value set names."""

    def of(self, uri: str, named: Any) -> Any:
        """The version that is wanted, of a system that the value set names a version of."""
        wanted = self.forced.get(uri) or named or self.usual.get(uri)
        must = self.checked.get(uri)
        if must and wanted and wanted != must:
            raise TerminologyError("conflict", f"{uri} is asked for in {wanted} and in {must}")
        return wanted or must


MOST_PARTS = 200
"""Includes, excludes, filters and references of a set that are followed; ours have a few."""
MOST_CODES = 500_000
"""Codes of all parts together; the largest system has a tenth of that."""
MOST_LISTED = 20_000
"""Codes that a set may list itself."""


class TerminologyError(ValueError):
    """A question about terminology that is not answered."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        """Of `issue-type`: not-found, not-supported, invalid, required, too-costly."""


AS_NAMED = Versions()


def evaluated(
    value_set: Mapping[str, Any], systems: CodeSystems, find: Find, versions: Versions = AS_NAMED
) -> Codes:
    """The codes of a set.

    Raises:
        TerminologyError: it cannot be worked out.
    """
    return _Evaluation(systems, find, versions).of(value_set)


def dicts(value: Any, what: str) -> list[Mapping[str, Any]]:
    """A list of objects; nothing where there is none.

    Raises:
        TerminologyError: it is something else.
    """
    found = [] if value is None else value
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise TerminologyError("structure", f"{what} is a list of objects")
    return found


class _Evaluation:
    def __init__(self, systems: CodeSystems, find: Find, versions: Versions) -> None:
        self._systems, self._find, self._versions = systems, find, versions
        self._parts = self._codes = 0
        self._open: list[str] = []

    def of(self, value_set: Mapping[str, Any]) -> Codes:
        compose = value_set.get("compose")
        if compose is None and isinstance(value_set.get("expansion"), dict):
            return dict(self._contained(value_set["expansion"].get("contains")))
        if not isinstance(compose, dict):
            raise TerminologyError("invalid", "the value set has no compose")
        found: Codes = {}
        includes = dicts(compose.get("include"), "compose.include")
        if not includes:
            raise TerminologyError("invalid", "the value set includes nothing")
        for each in includes:
            found |= {key: text for key, text in self._part(each).items() if key not in found}
        for each in dicts(compose.get("exclude"), "compose.exclude"):
            gone = self._part(each)
            found = {key: text for key, text in found.items() if key not in gone}
        return active(found, self._systems) if compose.get("inactive") is False else found

    def _contained(self, contains: Any) -> Iterator[tuple[tuple[str, str], str]]:
        stack = list(reversed(dicts(contains, "contains")))
        while stack:
            each = stack.pop()
            if each.get("code") and not each.get("abstract"):
                key = (str(each.get("system", "")), str(each["code"]))
                yield key, str(each.get("display", ""))
            stack += reversed(dicts(each.get("contains"), "contains"))

    def _count(self, codes: int = 0) -> None:
        self._parts += 1
        self._codes += codes
        if self._parts > MOST_PARTS or self._codes > MOST_CODES:
            raise TerminologyError(
                "too-costly", f"more than {MOST_PARTS} parts or {MOST_CODES:,} codes on the way"
            )

    def _part(self, part: Mapping[str, Any]) -> Codes:
        self._count()
        sets = part.get("valueSet") or []
        if not isinstance(sets, list):
            raise TerminologyError("structure", "valueSet is a list")
        uri = part.get("system")
        if not uri and not sets:
            raise TerminologyError("invalid", "an include names a system or a value set")
        found = self._of_system(part, str(uri)) if uri else None
        self._count(len(found or ()))
        for url in sets:
            other = self._referred(str(url))
            found = other if found is None else {k: v for k, v in found.items() if k in other}
        return found or {}

    def _referred(self, url: str) -> Codes:
        self._count()
        if url in self._open:
            raise TerminologyError("invalid", f"the value set {url} includes itself")
        found = self._find(url)
        if found is None:
            raise TerminologyError("not-found", f"the value set {url} is not known here")
        self._open.append(url)
        codes = self.of(found)
        self._open.pop()
        return codes

    def _of_system(self, part: Mapping[str, Any], uri: str) -> Codes:
        listed, filters = dicts(part.get("concept"), "concept"), dicts(part.get("filter"), "filter")
        if len(listed) > MOST_LISTED:
            raise TerminologyError("too-costly", f"more than {MOST_LISTED} codes are listed")
        if listed and uri not in self._systems.by_uri:
            # What is listed one by one needs no knowledge of its system.
            return {
                (uri, str(each["code"])): str(each.get("display", ""))
                for each in listed
                if each.get("code")
            }
        version = self._versions.of(uri, part.get("version"))
        system = known_system(self._systems, uri, version)
        displays = system.displays
        if listed:
            return {
                (uri, code): str(each.get("display") or displays[code])
                for each in listed
                if (code := str(each.get("code", ""))) in displays
            }
        if not filters:
            return {(uri, code): text for code, text in displays.items()}
        kept: frozenset[str] | None = None
        for each in filters:
            codes = _filtered(system, each)
            self._count(len(codes))
            kept = codes if kept is None else kept & codes
        return {(uri, code): text for code, text in displays.items() if code in (kept or ())}


def active(codes: Codes, systems: CodeSystems) -> Codes:
    """The codes that are in use."""
    gone = {uri: each.inactive for uri, each in systems.by_uri.items() if each.inactive}
    return {key: text for key, text in codes.items() if key[1] not in gone.get(key[0], ())}


def known_system(systems: CodeSystems, uri: str, version: Any = None) -> CodeSystem:
    """The code system of that URI.

    Raises:
        TerminologyError: it is not known here, or not in that version.
    """
    found = systems.by_uri.get(uri)
    if found is None:
        raise TerminologyError("not-found", f"the code system {uri!r} is not known here")
    if version and version != found.version:
        has = f"version {found.version}" if found.version else "no version"
        raise TerminologyError("not-found", f"of the code system {uri} {has} is here")
    return found


_ON_CONCEPT = ("=", "in", "not-in", "is-a", "descendent-of", "is-not-a", "generalizes", "regex")
_OPERATORS = {"concept": _ON_CONCEPT, "code": _ON_CONCEPT, "parent": ("=",), "child": ("=",)}
"""Property → the operators of a filter on it."""


def _filtered(system: CodeSystem, told: Mapping[str, Any]) -> frozenset[str]:
    about, op, value = (str(told.get(each, "")) for each in ("property", "op", "value"))
    if about in system.filters and about not in _OPERATORS:
        return _by_property(system, about, op, value)
    if about not in _OPERATORS:
        raise TerminologyError("not-supported", f"no filter on {about!r}: only on concept")
    if op not in _OPERATORS[about]:
        raise TerminologyError("not-supported", f"no filter {op!r} on {about!r}")
    if op in ("in", "not-in", "=") and about in ("concept", "code"):
        named = frozenset(each.strip() for each in value.split(","))
        return frozenset(system.displays) - named if op == "not-in" else named
    if op == "regex":
        pattern = _pattern(value)
        return frozenset(code for code in system.displays if pattern.fullmatch(code))
    if not system.hierarchy:
        raise TerminologyError("not-supported", f"of {system.uri} no hierarchy is known here")
    if system.current(value) is None:
        raise TerminologyError(
            "not-found", f"{value!r} is no code of {system.uri} that is known here"
        )
    code = system.current(value) or value
    match op:
        case "=":
            concept = system.concept(code)
            below = about == "parent"
            near = concept and (concept.children if below else concept.parents)
            return frozenset(near or ())
        case "is-a":
            return system.descendants(code)
        case "descendent-of":
            return system.descendants(code) - {code}
        case "is-not-a":
            return frozenset(system.displays) - system.descendants(code)
        case _:
            return system.ancestors(code)


_TOO_MUCH = re.compile(r"\\[1-9]|\(\?|\)[*+?{]")
"""References back, looking around, and groups that repeat: what may take for ever."""
MOST_REPEATS, LONGEST_PATTERN = 3, 100


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern that takes no longer than a code is long, three times over."""
    repeats = len(re.findall(r"(?<!\\)[*+?{]", re.sub(r"\[[^\]]*\]", "", text)))
    if len(text) > LONGEST_PATTERN or repeats > MOST_REPEATS or _TOO_MUCH.search(text):
        words = f"a pattern has at most {MOST_REPEATS} repeats, of single characters or classes"
        raise TerminologyError("not-supported", words)
    try:
        return re.compile(text)
    except re.error as error:
        raise TerminologyError("invalid", f"no pattern: {error}") from None


def _by_property(system: CodeSystem, name: str, op: str, value: str) -> frozenset[str]:
    """The codes that a filter on one of the system's own properties picks."""
    if op not in ("=", "in", "not-in"):
        raise TerminologyError("not-supported", f"no filter {op!r} on {name!r}")
    values = [value] if op == "=" else [each.strip() for each in value.split(",")]
    found = frozenset(code for each in values for code in system.having(name, each))
    return frozenset(system.displays) - found if op == "not-in" else found


def matching(codes: Codes, text: str) -> Codes:
    """The codes whose display has, for each word that was typed, a word that begins so; and the
    code that was typed."""
    typed = text.strip().casefold()
    begins = [re.compile(rf"(?<!\w){re.escape(word)}") for word in typed.split()]
    return {
        key: display
        for key, display in codes.items()
        if key[1].casefold() == typed or all(each.search(display.casefold()) for each in begins)
    }
