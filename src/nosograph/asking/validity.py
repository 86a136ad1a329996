"""Whether a code is valid: what may be wrong with it, and what is said about it.

Rule. A code that is not known is told as such, and whether its system may have it all the same.
"""

from dataclasses import dataclass
from enum import StrEnum

from nosograph.asking.code_systems import CodeSystem


@dataclass(frozen=True, slots=True)
class Said:
    """A code as somebody says it."""

    system: str
    code: str
    display: str = ""
    version: str = ""
    at: str = ""
    """Where it stands in the question, before the name of an element: `Coding.`."""


class Flaw(StrEnum):
    """What may be wrong with a code; the words of HL7's tx-issue-type."""

    SYSTEM = "not-found"
    CODE = "invalid-code"
    DISPLAY = "invalid-display"
    OUTSIDE = "not-in-vs"
    RULE = "code-rule"
    """It is not one to be used so."""
    COMMENT = "code-comment"
    """It is right, and there is something to say about it."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to say about a code."""

    flaw: Flaw
    text: str
    at: str
    """The element of the question that it is about."""
    warns: bool = False
    """Whether the code is valid all the same."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a code is valid."""

    said: Said
    issues: tuple[Issue, ...] = ()
    display: str = ""
    version: str = ""
    inactive: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with it."""
        return all(each.warns for each in self.issues)


@dataclass(frozen=True, slots=True)
class Leniency:
    """What a question lets pass."""

    display: bool = False
    """A wrong display is told, and the code valid."""
    abstract: bool = True
    """A code that only gathers others may be used."""


STRICT = Leniency()


def judged(system: CodeSystem, said: Said, lenient: Leniency) -> Verdict:
    """Whether a code is one of its system, and its display one of its names."""
    now = system.current(said.code)
    if now is None:
        issue = Issue(Flaw.CODE, unknown(system, said.code), f"{said.at}code")
        return Verdict(said, (issue,), version=system.version)
    issues = []
    if now.casefold() != said.code.casefold():
        older = f"{said.code} is an older id of {now}"
        issues.append(Issue(Flaw.COMMENT, older, f"{said.at}code", warns=True))
    if now in system.abstract and not lenient.abstract:
        words = f"{said.code!r} only gathers other codes"
        issues.append(Issue(Flaw.RULE, words, f"{said.at}code"))
    display = system.displays[now]
    if said.display and not _is_name(system, said.code, said.display):
        wrong = f"{said.display!r} is no name of {said.code}: it is {display!r}"
        at = f"{said.at}display"
        issues.append(Issue(Flaw.DISPLAY, wrong, at, warns=lenient.display))
    gone = now in system.inactive or now.casefold() != said.code.casefold()
    return Verdict(said, tuple(issues), display, system.version, inactive=gone)


def _is_name(system: CodeSystem, code: str, text: str) -> bool:
    """Whether a code is called so, in any language; capitals do not matter."""
    concept = system.concept(code)
    names = (concept.display, *(each.text for each in concept.designations)) if concept else ()
    return text.casefold() in {each.casefold() for each in names}


def unknown_system(said: Said) -> tuple[Issue, ...]:
    """That nothing is known of the system of a code; nothing where it names none."""
    words = f"the code system {said.system!r} is not known here"
    return (Issue(Flaw.SYSTEM, words, f"{said.at}system"),) if said.system else ()


def unknown(system: CodeSystem, code: str) -> str:
    """That a code is not known, and what that means."""
    rest = "" if system.complete else "; not every code of it is known"
    return f"{code!r} is no code of {system.uri} that is known here{rest}"
