"""What many tests share: a tiny real release, and how much the generated tests try."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from nosograph.build.compile import BuildPlan, Built, build
from nosograph.library.reader import Library
from nosograph.sources.catalog import Sources, load_sources
from tests.tiny import write_tiny_sources

# No deadline: the machine that runs the tests may have other things to do.
_QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

# The same examples every time, so that a change alone can turn the suite red; the nightly profile
# goes looking for new ones.
settings.register_profile("ordinary", max_examples=60, derandomize=True, **_QUIET)
settings.register_profile("nightly", max_examples=1000, **_QUIET)
settings.load_profile(os.environ.get("NOSOGRAPH_HYPOTHESIS", "ordinary"))


@pytest.fixture(scope="session")
def tiny_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources.toml of a tiny but real set of sources."""
    return write_tiny_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def tiny_sources(tiny_config: Path) -> Sources:
    """The tiny set of sources, read."""
    return load_sources(tiny_config)


TINY_DICTIONARY = Path(__file__).parent / "fixtures" / "dictionary"
TINY_DAY = date(2026, 2, 1)
"""The day of the tiny release; its entries are not overdue on it."""


@pytest.fixture(scope="session")
def tiny_plan(tiny_config: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildPlan:
    """How the tiny release is built."""
    link = tmp_path_factory.mktemp("releases") / "current"
    return BuildPlan(TINY_DICTIONARY, tiny_config, link, TINY_DAY, workers=0)


@pytest.fixture(scope="session")
def tiny_built(tiny_plan: BuildPlan) -> Built:
    """What came of building it."""
    return build(tiny_plan)


@pytest.fixture(scope="session")
def tiny_release(tiny_plan: BuildPlan, tiny_built: Built) -> Path:
    """The link to a release of nine annotated diseases and an invented entry."""
    assert tiny_built.manifest is not None, tiny_built.problems.found
    return tiny_plan.release


@pytest.fixture(scope="session")
def tiny_library(tiny_release: Path) -> Iterator[Library]:
    """The tiny release, open."""
    with Library.open(tiny_release) as library:
        yield library
