"""A parent's sentence reaches the disease in a real browser, through the page."""

import logging
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from nosograph.serving.server import free_socket
from nosograph.site import application

pytestmark = pytest.mark.browser

RELEASE = Path("releases/current")
SENTENCES = [
    "seine Augen tanzen und er wackelt beim Gehen, schläft schlecht",
    "His eyes are dancing and he wobbles when he walks, sleeps badly",
]
FIRST = 10


@pytest.fixture(scope="module")
def real():
    """The address of a server over the default release."""
    if not RELEASE.exists():
        pytest.skip("no release at releases/current: run `nosograph build`")
    site = application(RELEASE)
    listening = free_socket("127.0.0.1", 0)
    config = uvicorn.Config(site, access_log=False, log_config=None, ws="none", lifespan="on")
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


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("sentence", SENTENCES, ids=["de", "en"])
def test_a_parents_sentence_reaches_the_disease(browser, real, sentence, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{real}/recognise")
    page.fill("#text", sentence)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note mark")
    page.click("button:has-text('Differential diagnosis for these')")
    page.wait_for_selector(".candidates .name")

    names = page.locator(".candidates .name").all_inner_texts()[:FIRST]
    assert any("psoclonus-myoclonus" in name for name in names), names
    context.close()
