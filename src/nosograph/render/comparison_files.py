"""Two diseases side by side as plain text and as JSON.

Rule. `annotated: false` says that nothing is recorded; only `occurs: false` says that a source
rules the finding out.
"""

from collections.abc import Iterator
from typing import Any

from nosograph.model.diseases import Disease
from nosograph.reasoning.comparison import Cell, Comparison, Group, Said
from nosograph.render.comparison import said_of
from nosograph.render.languages import frequency_text, words


def as_json(found: Comparison) -> dict[str, Any]:
    """The comparison as one JSON object."""
    return {
        "here": _facts(found.here),
        "there": _facts(found.there),
        "why": [
            {"by": by, "text": each.why, "unconfirmed": each.unconfirmed, "sources": list(each.sources)}
            for by, each in found.why
        ],
        "differences": [
            {
                "term": each.term,
                "label": each.label,
                "said": [_said(one) for one in each.said],
            }
            for each in found.statements
        ],
        "tests": [
            {
                "by": each.by,
                "test": each.test.test,
                "result": each.test.result,
                "for": each.test.for_,
                "text": each.test.text,
                "sources": list(each.test.sources),
            }
            for each in found.tests
        ],
        "findings": [
            {
                "term": row.term,
                "label": row.label,
                "group": row.group.value,
                "here": _cell(row.here),
                "there": _cell(row.there),
            }
            for row in found.rows
        ],
    }  # fmt: skip


def _facts(disease: Disease) -> dict[str, Any]:
    return {
        "slug": disease.slug,
        "name": disease.name,
        "kind": disease.kind.value,
        "onset": [each.label for each in disease.onset],
        "inheritance": [each.label for each in disease.inheritance],
        "genes": [each.symbol for each in disease.genes],
        "criteria": [each.term for each in disease.criteria],
    }


def _said(said: Said) -> dict[str, Any]:
    one = said.difference
    return {
        "by": said.by,
        "here": one.here,
        "here_text": one.here_text,
        "there": one.there,
        "there_text": one.there_text,
        "text": one.text,
        "sources": list(one.sources),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    frequency = cell.frequency
    shown: dict[str, Any] = {"annotated": cell.annotated}
    if cell.annotated:
        shown["occurs"] = not cell.excluded
        shown["frequency"] = None if frequency is None else str(frequency)
    if cell.akin:
        shown["akin"] = [{"term": each.term, "label": each.label} for each in cell.akin]
    return shown


def as_text(found: Comparison) -> str:
    """The comparison as plain text."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Comparison) -> Iterator[str]:
    t, here, there = words("en"), found.here.name, found.there.name
    yield t["cmp_title"].format(here=here, there=there)
    for _, each in found.why:
        yield f"{each.why} [{', '.join(each.sources)}]"
    yield from ("", t["cmp_apart"].upper())
    if not found.statements:
        yield t["cmp_none"]
    for statement in found.statements:
        keys = dict.fromkeys(key for one in statement.said for key in one.difference.sources)
        yield f"- {statement.label} [{', '.join(keys)}]"
        for name, side in ((here, "here"), (there, "there")):
            by, texts = said_of(statement.said, side)
            said = "; ".join(t[f"cmp_{presence}"] for presence in by)
            yield f"    {name}: {': '.join(part for part in (said, '; '.join(texts)) if part)}"
        yield from (f"    {text}" for text in _notes(statement.said))
    if found.tests:
        yield from ("", t["cmp_tests"].upper())
    speaks = {
        "here": t["cmp_for"].format(name=here),
        "there": t["cmp_for"].format(name=there),
        "neither": t["cmp_for_neither"],
    }
    for line in found.tests:
        note = f" {line.test.text}" if line.test.text else ""
        sources = ", ".join(line.test.sources)
        yield f"- {line.test.test}: {line.test.result} – {speaks[line.test.for_]}.{note} [{sources}]"
    yield from _annotated(found)


def _notes(said: tuple[Said, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.difference.text for one in said if one.difference.text))


def _annotated(found: Comparison) -> Iterator[str]:
    t = words("en")
    titles = {
        Group.OPPOSED: t["cmp_group_opposed"],
        Group.BOTH: t["cmp_group_both"],
        Group.HERE: t["cmp_group_one"].format(name=found.here.name),
        Group.THERE: t["cmp_group_one"].format(name=found.there.name),
        Group.ABSENT: t["cmp_group_absent"],
    }
    yield from ("", t["cmp_annotated"].upper(), t["cmp_unknown_note"])
    for group, title in titles.items():
        rows = found.group(group)
        if rows:
            yield from ("", f"{title} ({len(rows)})")
        for row in rows:
            yield f"- {row.label} ({row.term}): {_often(row.here)} | {_often(row.there)}"


def _often(cell: Cell) -> str:
    t = words("en")
    if not cell.annotated:
        return t["cmp_not_annotated"]
    if cell.excluded:
        return t["cmp_absent"]
    return frequency_text(cell.frequency, "en") if cell.frequency else t["frequency_unknown"]
