"""A work-up to read: on its page, as text and as JSON.

Rule. What a result does not mean is never shown apart from what it means; what no source says is
shown as unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nosograph.model.workup import Reading, Stage, Test, Workup
from nosograph.render.languages import words
from nosograph.render.references import ReferenceList, ShownReference


@dataclass(frozen=True, slots=True)
class ShownReading:
    """What a positive or a negative result says."""

    sign: str
    """`positive` or `negative`."""
    label: str
    means: str
    does_not_mean: str
    cites: tuple[int, ...]

    @property
    def known(self) -> bool:
        """Whether a source says anything about this result."""
        return bool(self.means or self.does_not_mean)


@dataclass(frozen=True, slots=True)
class ShownTest:
    """A test with its results."""

    id: str
    title: str
    about: str
    """Kind, and for whom."""
    purpose: str
    after: tuple[tuple[str, str], ...]
    """Id and title of the tests that come first."""
    readings: tuple[ShownReading, ...]
    unconfirmed: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage with its tests."""

    id: str
    title: str
    text: str
    cites: tuple[int, ...]
    tests: tuple[ShownTest, ...]


@dataclass(frozen=True, slots=True)
class WorkupPage:
    """A work-up on its page."""

    disease: str
    disease_href: str
    href: str
    scope: str
    basis: str
    stages: tuple[ShownStage, ...]
    references: tuple[ShownReference, ...]


def shown_stages(
    workup: Workup, references: ReferenceList, language: str
) -> tuple[ShownStage, ...]:
    """The stages in words; `references` learns what they cite."""
    t = words(language)
    titles = {test.id: test.title for _, test in workup.tests()}

    def cites(keys: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(references.cite(key)[0] for key in keys)

    def reading(sign: str, found: Reading | None) -> ShownReading:
        found = found or Reading()
        label = t[f"workup_{sign}"]
        return ShownReading(sign, label, found.means, found.does_not_mean, cites(found.sources))

    def shown(test: Test) -> ShownTest:
        about = [t[f"workup_kind_{test.kind}"]]
        if test.population != "all":
            about.append(t[f"workup_for_{test.population}"])
        return ShownTest(
            id=test.id,
            title=test.title,
            about=", ".join(about),
            purpose=test.purpose,
            after=tuple((id, titles[id]) for id in test.after),
            cites=cites(test.sources),
            readings=(reading("positive", test.positive), reading("negative", test.negative)),
            unconfirmed=test.unconfirmed,
        )

    def stage(each: Stage) -> ShownStage:
        return ShownStage(
            each.id, each.title, each.text, cites(each.sources), tuple(map(shown, each.tests))
        )

    return tuple(map(stage, workup.stages))


def as_text(workup: Workup) -> str:
    """The work-up as plain text."""
    return "\n".join(_lines(workup)) + "\n"


def _lines(workup: Workup) -> Iterator[str]:
    t, titles = words("en"), {test.id: test.title for _, test in workup.tests()}
    yield from (workup.scope, workup.basis)
    for stage in workup.stages:
        yield from ("", stage.title.upper())
        if stage.text:
            yield f"{stage.text} [{', '.join(stage.sources)}]"
        for test in stage.tests:
            whom = "" if test.population == "all" else f", {t[f'workup_for_{test.population}']}"
            kind = t[f"workup_kind_{test.kind}"]
            yield f"- {test.title} ({kind}{whom}) [{', '.join(test.sources)}]"
            if test.after:
                yield f"    {t['workup_after']}: {'; '.join(titles[id] for id in test.after)}"
            if test.purpose:
                yield f"    {test.purpose}"
            for sign, reading in (("positive", test.positive), ("negative", test.negative)):
                yield f"    {t[f'workup_{sign}']}: {_reading(reading)}"
            if test.unconfirmed:
                yield f"    {t['workup_unconfirmed']}: {test.unconfirmed}"


def _reading(reading: Reading | None) -> str:
    t = words("en")
    if reading is None:
        return t["workup_unknown"]
    parts = (
        reading.means,
        reading.does_not_mean and f"{t['workup_not']}: {reading.does_not_mean}",
    )
    return f"{' '.join(part for part in parts if part)} [{', '.join(reading.sources)}]"


def as_json(workup: Workup) -> dict[str, Any]:
    """The work-up as one JSON object; a result about which nothing is known is null."""

    def reading(found: Reading | None) -> dict[str, Any] | None:
        if found is None:
            return None
        return {
            "means": found.means,
            "does_not_mean": found.does_not_mean,
            "sources": list(found.sources),
        }

    def test(each: Test) -> dict[str, Any]:
        return {
            "id": each.id,
            "title": each.title,
            "kind": each.kind,
            "population": each.population,
            "purpose": each.purpose,
            "after": list(each.after),
            "positive": reading(each.positive),
            "negative": reading(each.negative),
            "unconfirmed": each.unconfirmed,
            "sources": list(each.sources),
        }

    return {
        "scope": workup.scope,
        "basis": workup.basis,
        "stages": [
            {
                "id": stage.id,
                "title": stage.title,
                "text": stage.text,
                "sources": list(stage.sources),
                "tests": [test(each) for each in stage.tests],
            }
            for stage in workup.stages
        ],
    }
