"""Code systems that somebody sends along with a question, and that live no longer than it does.

Rule 1. A system that is known here is never replaced by what is sent: its answers are the
release's.
Rule 2. What is sent is used whole or refused: supplements, and systems without their codes.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from nosograph.asking.code_systems import CodeSystem, Concept, Designation
from nosograph.asking.value_sets import TerminologyError, dicts

MOST_CONCEPTS = 20_000
DEEPEST = 50
ABOUT = "http://hl7.org/fhir/concept-properties#"
"""Where FHIR defines properties that mean the same in every system."""
OUT_OF_USE = ("retired", "inactive")


class SentSystem(CodeSystem):
    """A CodeSystem resource."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Raises TerminologyError: it cannot be used."""
        super().__init__(
            _text(told, "url"), _text(told, "title") or _text(told, "name"), _text(told, "version")
        )
        content = _text(told, "content")
        if not self.uri or content not in ("complete", "fragment"):
            words = "a CodeSystem that is sent has a url and its codes: complete or fragment"
            raise TerminologyError("not-supported", words)
        self.complete = content == "complete"
        self._any_case = told.get("caseSensitive") is False
        self._named = {_text(each, "uri"): _text(each, "code")
                       for each in dicts(told.get("property"), "property")}  # fmt: skip
        self._concepts: dict[str, Mapping[str, Any]] = {}
        self._above: dict[str, set[str]] = {}
        for concept, parent in _nested(told):
            self._take(concept, parent)
        self.hierarchy = any(self._above.values()) and told.get("hierarchyMeaning") in (
            None,
            "is-a",
        )

    def _take(self, concept: Mapping[str, Any], parent: str) -> None:
        code = _text(concept, "code")
        if not code or code in self._concepts:
            raise TerminologyError("invalid", f"a code of {self.uri} is missing or there twice")
        if len(self._concepts) >= MOST_CONCEPTS:
            raise TerminologyError("too-costly", f"more than {MOST_CONCEPTS} codes are sent")
        self._concepts[code] = concept
        above = self._above.setdefault(code, set())
        above |= {parent} if parent else set()
        above |= {value for name, value in _properties(concept) if name == self._name("parent")}
        for name, value in _properties(concept):
            if name == self._name("child"):
                self._above.setdefault(value, set()).add(code)

    def _name(self, meant: str) -> str:
        """What a property that FHIR defines is called here."""
        return self._named.get(ABOUT + meant, meant)

    def _displays(self) -> Mapping[str, str]:
        return {code: _text(each, "display") for code, each in self._concepts.items()}

    def _marked(self, *marks: tuple[str, str]) -> frozenset[str]:
        return frozenset(code for mark in marks for code in self.having(*mark))

    @cached_property
    def inactive(self) -> frozenset[str]:
        return self._marked(
            (self._name("inactive"), "true"),
            *((self._name("status"), each) for each in OUT_OF_USE),
        )

    @cached_property
    def abstract(self) -> frozenset[str]:
        return self._marked((self._name("notSelectable"), "true"))

    @cached_property
    def filters(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._by_value) | {*self._named.values()}

    def having(self, name: str, value: str) -> frozenset[str]:
        return frozenset(self._by_value.get((name, value), ()))

    @cached_property
    def _by_value(self) -> Mapping[tuple[str, str], list[str]]:
        """Property and value → the codes that have it."""
        found: dict[tuple[str, str], list[str]] = {}
        for code, each in self._concepts.items():
            for pair in _properties(each):
                found.setdefault(pair, []).append(code)
        return found

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {code.casefold(): code for code in self._concepts}

    def current(self, code: str) -> str | None:
        if code in self._concepts:
            return code
        return self._folded.get(code.casefold()) if self._any_case else None

    def concept(self, code: str) -> Concept | None:
        now = self.current(code)
        if now is None:
            return None
        told = self._concepts[now]
        hierarchical = (self._name("parent"), self._name("child"))
        return Concept(
            now, self.displays[now], _text(told, "definition"),
            tuple(map(_designation, dicts(told.get("designation"), "designation"))),
            tuple(sorted(self._above[now])),
            tuple(self._below.get(now, ())),
            tuple(pair for pair in _properties(told) if pair[0] not in hierarchical),
        )  # fmt: skip

    def ancestors(self, code: str) -> frozenset[str]:
        return self._reached(code, lambda one: self._above.get(one, ()))

    def descendants(self, code: str) -> frozenset[str]:
        return self._reached(code, lambda one: self._below.get(one, ()))

    @cached_property
    def _below(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, above in self._above.items():
            for each in above:
                found.setdefault(each, []).append(code)
        return found

    @staticmethod
    def _reached(code: str, near: Any) -> frozenset[str]:
        seen, open_ = {code}, [code]
        while open_:
            more = [each for each in near(open_.pop()) if each not in seen]
            seen.update(more)
            open_ += more
        return frozenset(seen)


def _nested(told: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every concept with the code that it stands below, in the order of the resource."""
    stack = [(each, "") for each in reversed(dicts(told.get("concept"), "concept"))]
    while stack:
        concept, parent = stack.pop()
        yield concept, parent
        code = _text(concept, "code")
        stack += [(each, code) for each in reversed(dicts(concept.get("concept"), "concept"))]


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str):
        raise TerminologyError("structure", f"{name} is a text")
    return value


def _properties(concept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Code and value of the properties of a concept."""
    found = []
    for each in dicts(concept.get("property"), "property"):
        values = [value for key, value in each.items() if key.startswith("value")]
        for value in values[:1]:
            if isinstance(value, dict):
                value = value.get("code", "")
            text = str(value).lower() if isinstance(value, bool) else str(value)
            found.append((_text(each, "code"), text))
    return found


def _designation(told: Mapping[str, Any]) -> Designation:
    use = told.get("use")
    code = use.get("code", "") if isinstance(use, dict) else ""
    return Designation(_text(told, "value"), _text(told, "language"), str(code))
