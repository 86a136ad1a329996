"""The site over the tiny release, asked by machines without a network."""

import pytest

from nosograph.site import application
from tests.web.visitor import Visitor


@pytest.fixture(scope="session")
def site(tiny_release):
    """The application."""
    return application(tiny_release)


@pytest.fixture
def client(site):
    """A program that asks."""
    return Visitor(site)
