"""The site over the tiny release, asked without a network."""

import pytest

from nosograph.site import application
from tests.web.visitor import Visitor

CURATED = "example-syndrome"
ANNOTATED = "marfan-syndrome"


@pytest.fixture(scope="session")
def site(tiny_release):
    """The application."""
    return application(tiny_release)


@pytest.fixture
def client(site):
    """Somebody who asks."""
    return Visitor(site)
