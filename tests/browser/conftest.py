"""A real browser before a real server over the tiny release."""

import logging
import os
import shutil
import threading
import time

import pytest
import uvicorn

from nosograph.serving.server import free_socket
from nosograph.site import application

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

VIEWS = {
    "desktop": {"viewport": {"width": 1360, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
}

PAGES = {
    "home": "/",
    "results": "/search?q=ataxia",
    "no results": "/search?q=qqqqqqqq",
    "curated": "/d/example-syndrome/",
    "patient": "/d/example-syndrome/patient/",
    "annotated": "/d/marfan-syndrome/",
    "no patient text": "/d/marfan-syndrome/patient/",
    "german curated": "/de/d/example-syndrome/",
    "german annotated": "/de/d/marfan-syndrome/",
    "german patient": "/de/d/example-syndrome/patient/",
    "criteria": "/d/example-syndrome/criteria/example-2001",
    "german criteria": "/de/d/example-syndrome/criteria/example-2001",
    "pathway": "/d/example-syndrome/pathways/first-visit",
    "comparison": "/d/example-syndrome/compare/marfan-syndrome",
    "german comparison": "/de/d/example-syndrome/compare/marfan-syndrome",
    "annotated comparison": "/d/marfan-syndrome/compare/neuroblastoma",
    "work-up": "/d/example-syndrome/workup",
    "german work-up": "/de/d/example-syndrome/workup",
    "scale": "/d/example-syndrome/scales/three-things",
    "german scale": "/de/d/example-syndrome/scales/three-things",
    "unconfirmed scale": "/d/example-syndrome/scales/forgotten",
    "differential": "/differential",
    "german differential": "/de/differential",
    "note": "/recognise",
    "german note": "/de/recognise",
    "claims": "/d/example-syndrome/claims/",
    "references": "/d/example-syndrome/references/apa/",
    "no changes": "/d/example-syndrome/changes/",
    "glossary": "/d/example-syndrome/glossary/",
    "long glossary": "/d/marfan-syndrome/glossary/",
    "german claims": "/de/d/example-syndrome/claims/",
    "german glossary": "/de/d/example-syndrome/glossary/",
    "presentation": "/p/suddenly-unsteady/",
    "german presentation": "/de/p/suddenly-unsteady/",
    "presentation for families": "/p/suddenly-unsteady/patient/",
    "german presentation for families": "/de/p/suddenly-unsteady/patient/",
    "finding": "/t/HP:0001251",
    "gene": "/g/FBN1",
    "letters": "/browse/",
    "letter": "/browse/E",
    "systems": "/systems/",
    "system": "/systems/HP:0000707",
    "narrowed": "/browse/?begins=childhood",
    "tools": "/tools/",
    "german tools": "/de/tools/",
    "about": "/about/",
    "report": "/about/report",
    "legal notice": "/about/legal",
    "sources": "/about/sources",
    "keys": "/about/keys",
    "not found": "/d/nothing-like-this/",
    "unknown code": "/c/ORPHA/x",
}
"""Every kind of page there is."""


def chromium() -> str | None:
    """The browser's program, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("NOSOGRAPH_CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )


def missing(what: str):
    """Skip with a visible reason; fail where the environment requires a browser."""
    if os.environ.get("NOSOGRAPH_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what}, and NOSOGRAPH_REQUIRE_BROWSER=1 requires it")
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser():
    """A running Chromium."""
    program = chromium()
    if program is None:
        missing("no Chromium: install it or name it in NOSOGRAPH_CHROMIUM")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe():
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("no axe-core: install axe-playwright-python")
    return Axe()


@pytest.fixture(scope="session")
def address(tiny_release):
    """The address of a running server."""
    listening = free_socket("127.0.0.1", 0)
    config = uvicorn.Config(
        application(tiny_release), access_log=False, log_config=None, ws="none", lifespan="on"
    )
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture
def open_page(browser, address):
    """Opens a page in a view; whatever the browser complains about fails the test."""
    contexts, complaints = [], []

    def opened(path, view="desktop", **more):
        context = browser.new_context(**{**VIEWS[view], **more})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(message, complaints))
        page.on("request", lambda request: _only_ours(request, address, complaints))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def _note(message, complaints):
    # The browser calls a page that says "not found" a resource that failed to load.
    if message.type in ("error", "warning") and "404" not in message.text:
        complaints.append(message.text)


def _only_ours(request, address, complaints):
    if not request.url.startswith(address):
        complaints.append(f"asked for {request.url}")
