"""The site over the tiny release, asked without a network."""

import pytest
from starlette.testclient import TestClient

from nosograph.web.app import application

CURATED = "example-syndrome"
ANNOTATED = "dravet-syndrome"


@pytest.fixture(scope="session")
def site(tiny_release):
    """The application."""
    return application(tiny_release)


@pytest.fixture
def client(site):
    """Somebody who asks, and follows no redirect by himself."""
    return TestClient(site, follow_redirects=False, raise_server_exceptions=False)
