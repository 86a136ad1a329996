"""The page about the architecture says what the imports say."""

import re

import pytest

from tests.docs.architecture import MAP, PAGE, drawn, imports

ROW = re.compile(
    r"^\| ([a-z ,]+) \| `([\w.]+)` \| `([\w.]+)` \| `([\w.]+)` \| `([\w.]+)` \|$", re.M
)
WALKS = ROW.findall(PAGE.read_text())


def test_the_map_is_the_one_that_the_imports_draw():
    assert MAP.search(PAGE.read_text())[0] == drawn(), "run: python -m tests.docs.architecture"


def test_the_walks_that_matter_are_shown():
    assert {name.partition(",")[0] for name, *_ in WALKS} >= {
        "search", "criteria", "differential", "doctors for a disease", "claims",
    }  # fmt: skip


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk[0])
def test_a_walk_goes_along_the_imports(walk):
    door, asking, engine, rendering = (f"nosograph.{each}" for each in walk[1:])

    for importer, imported in ((door, asking), (asking, engine), (door, rendering)):
        assert imports().direct_import_exists(importer=importer, imported=imported), imported


def test_every_module_that_asks_is_asked_by_a_door():
    doors = tuple(f"nosograph.{each}." for each in ("web", "cli", "editions", "interop"))
    unasked = [
        module
        for module in imports().find_descendants("nosograph.asking")
        if not any(
            each.startswith(doors) or each.startswith(("nosograph.serving.", "nosograph.asking."))
            for each in imports().find_modules_that_directly_import(module)
        )
    ]

    assert unasked == []
