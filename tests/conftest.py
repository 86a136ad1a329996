"""What many tests share: a tiny real release, and how much the generated tests try."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from nosograph.sources.catalog import Sources, load_sources
from tests.tiny import write_tiny_sources

# No deadline: the machine that runs the tests may have other things to do.
_QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("ordinary", max_examples=60, **_QUIET)
settings.register_profile("nightly", max_examples=3000, **_QUIET)
settings.load_profile(os.environ.get("NOSOGRAPH_HYPOTHESIS", "ordinary"))


@pytest.fixture(scope="session")
def tiny_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources.toml of a tiny but real set of sources."""
    return write_tiny_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def tiny_sources(tiny_config: Path) -> Sources:
    """The tiny set of sources, read."""
    return load_sources(tiny_config)
