"""`workup.yaml` as a work-up, every problem where its author has to mend it.

Rule. Order is the order of the file: a test may only come after tests that stand above it.
"""

from dataclasses import dataclass

from nosograph.entries.fields import Fields
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk, Place, did_you_mean
from nosograph.model.workup import KINDS, Reading, Stage, Test, Workup

KEYS = ("scope", "basis", "stages")
STAGE_KEYS = ("id", "title", "text", "sources", "tests")
TEST_KEYS = ("id", "title", "kind", "population", "purpose", "positive", "negative", "after", "unconfirmed", "sources")  # fmt: skip
READING_KEYS = ("means", "does_not_mean", "sources")
POPULATIONS = ("all", "child", "adult")


@dataclass(frozen=True, slots=True)
class WorkupFile:
    """What workup.yaml holds, with the places that the checker needs."""

    workup: Workup | None = None
    cited: tuple[tuple[str, Place], ...] = ()
    """Every key under `sources`, with its place."""
    root: Node | None = None


def read_workup(text: str, desk: Desk) -> WorkupFile:
    """The work-up of a file; each problem goes to `desk`."""
    root = read_yaml(text, desk)
    if root is None:
        return WorkupFile()
    if root.kind != "mapping":
        hint = "begin it with 'scope: …'"
        desk.note("wrong-type", "the file is not a mapping", root.at, hint=hint)
        return WorkupFile()
    fields = Fields(root, desk, "work-up")
    fields.allow(KEYS)
    cited: list[tuple[str, Place]] = []
    taken: set[str] = set()
    above: set[str] = set()
    workup = Workup(
        scope=fields.text("scope", needed=True),
        basis=fields.text("basis", needed=True),
        stages=tuple(_stage(each, taken, above, cited) for each in _parts(fields, "stages")),
    )
    return WorkupFile(workup, tuple(cited), root)


def write_workup(workup: Workup) -> dict[str, object]:
    """What workup.yaml holds: plain values in the order in which they are written."""
    return {
        "scope": workup.scope,
        "basis": workup.basis,
        "stages": [
            _filled(id=stage.id, title=stage.title, text=stage.text, sources=stage.sources)
            | {"tests": [_written(test) for test in stage.tests]}
            for stage in workup.stages
        ],
    }


def _parts(fields: Fields, key: str) -> tuple[Fields, ...]:
    parts = fields.mappings(key, key.removesuffix("s"))
    if not parts:
        fields.desk.note(
            "missing-key",
            f"a {fields.what} needs {key!r}",
            fields.node.at,
            value=key,
            hint=f"list its {key} in their order",
        )
    return parts


def _stage(
    fields: Fields, taken: set[str], above: set[str], cited: list[tuple[str, Place]]
) -> Stage:
    fields.allow(STAGE_KEYS)
    text = fields.text("text")
    return Stage(
        id=fields.id(taken),
        title=fields.text("title", needed=True),
        text=text,
        sources=fields.sources(cited) if text else (),
        tests=tuple(_test(each, above, cited) for each in _parts(fields, "tests")),
        line=fields.node.at[0],
    )


def _test(fields: Fields, above: set[str], cited: list[tuple[str, Place]]) -> Test:
    fields.allow(TEST_KEYS)
    _check_order(fields, above)
    return Test(
        id=fields.id(above),
        title=fields.text("title", needed=True),
        kind=fields.choice("kind", KINDS, "") or fields.text("kind", needed=True),
        population=fields.choice("population", POPULATIONS, "all"),
        purpose=fields.text("purpose"),
        positive=_reading(fields, "positive", cited),
        negative=_reading(fields, "negative", cited),
        after=fields.words("after"),
        unconfirmed=fields.text("unconfirmed"),
        sources=fields.sources(cited),
        line=fields.node.at[0],
    )


def _reading(test: Fields, key: str, cited: list[tuple[str, Place]]) -> Reading | None:
    if test.node.get(key) is None:
        return None
    fields = test.mapping(key)
    if fields is None:
        return None
    fields.allow(READING_KEYS)
    means, does_not_mean = fields.text("means"), fields.text("does_not_mean")
    if not means and not does_not_mean:
        fields.text("means", needed=True)
    return Reading(means, does_not_mean, fields.sources(cited))


def _check_order(fields: Fields, above: set[str]) -> None:
    for number, id in enumerate(fields.words("after")):
        if id not in above:
            fields.desk.note(
                "unknown-step",
                f"no test above is called {id!r}",
                fields.node.place("after", number),
                value=id,
                hint=did_you_mean(id, above, "a test can only come after one that stands above it"),
            )


def _written(test: Test) -> dict[str, object]:
    population = "" if test.population == "all" else test.population
    return _filled(
        id=test.id,
        title=test.title,
        kind=test.kind,
        population=population,
        purpose=test.purpose,
        positive=_written_reading(test.positive),
        negative=_written_reading(test.negative),
        after=test.after,
        unconfirmed=test.unconfirmed,
        sources=test.sources,
    )


def _written_reading(reading: Reading | None) -> dict[str, object]:
    if reading is None:
        return {}
    return _filled(
        means=reading.means, does_not_mean=reading.does_not_mean, sources=reading.sources
    )


def _filled(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}
