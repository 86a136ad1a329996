"""The box on a page of another site, in a real browser."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import uvicorn

from nosograph.serving.server import free_socket
from nosograph.site import application

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A portal</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {host}; connect-src {host}">
<h1>A portal</h1>
<nosograph-entry code="ORPHA:558"><a href="/own">our own words</a></nosograph-entry>
<nosograph-entry code="ORPHA:1"><a href="/own">our own words</a></nosograph-entry>
<script src="{host}/widget.js" crossorigin defer></script></html>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said):
        pass


@pytest.fixture(scope="module")
def portal(tmp_path_factory, tiny_release):
    """The address of a page that embeds two entries from a server of another origin."""
    folder = tmp_path_factory.mktemp("portal")
    pages = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    origin = f"http://127.0.0.1:{pages.server_address[1]}"
    (folder / "site.toml").write_text(f'[widget]\norigins = ["{origin}"]\n')
    listening = free_socket("127.0.0.1", 0)
    host = f"http://127.0.0.1:{listening.getsockname()[1]}"
    (folder / "index.html").write_text(PAGE.format(host=host))
    site = application(tiny_release, settings=folder / "site.toml")
    server = uvicorn.Server(uvicorn.Config(site, log_level="error", lifespan="off"))
    threads = [
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True),
        threading.Thread(target=pages.serve_forever, daemon=True),
    ]
    for each in threads:
        each.start()
    yield origin
    server.should_exit = True
    pages.shutdown()
    pages.server_close()
    listening.close()
    for each in threads:
        each.join()


def test_a_portal_shows_an_entry_and_keeps_its_own_words_where_there_is_none(browser, portal):
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(portal)
    page.wait_for_selector("nosograph-entry >> dl")
    first, second = page.locator("nosograph-entry").all()
    text = first.evaluate("node => node.shadowRoot.textContent")

    assert "Marfan syndrome" in text
    assert "FBN1" in text
    assert first.locator("a").last.get_attribute("href").endswith("/d/marfan-syndrome/")
    assert second.evaluate("node => node.shadowRoot.querySelector('slot') !== null")
    assert second.inner_text() == "our own words"
    assert not [each for each in said if "404" not in each]
    page.close()
