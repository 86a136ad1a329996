"""The tiny release as an edition."""

import pytest

from nosograph.editions.rewriting import Edition
from nosograph.editions.static import write_static


@pytest.fixture(scope="session")
def edition(tiny_release, tmp_path_factory):
    """The folder of the static edition, and what came of writing it."""
    out = tmp_path_factory.mktemp("editions") / "static"
    return write_static(tiny_release, out, Edition(("en", "de")), seen=lambda done, known: None)
