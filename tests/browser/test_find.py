"""Find a doctor in a real browser: with a rounded position, without scripts, for everybody."""

import logging
import re
import threading
import time

import pytest
import uvicorn

from nosograph.serving.server import free_socket
from nosograph.site import application
from tests.browser.conftest import AXE_RULES, VIEWS
from tests.directories import made, person

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tiny_release, tmp_path_factory):
    """The address of a server with a few invented doctors."""
    rows = [person(n, 41.7 + n / 50, -72.7, accepting=n % 3, phone="5550100000") for n in range(9)]
    folder = made(tmp_path_factory.mktemp("doctors") / "d", rows, fictional=True)
    listening = free_socket("127.0.0.1", 0)
    config = uvicorn.Config(
        application(tiny_release, directory=folder),
        access_log=False,
        log_config=None,
        ws="none",
        lifespan="on",
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


def violations(axe, page):
    found = axe.run(page, options={"runOnly": {"type": "tag", "values": AXE_RULES}})
    return [
        (each["id"], [node["html"][:200] for node in each["nodes"]])
        for each in found.response["violations"]
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_the_way_to_a_doctor(browser, address, axe, view):
    context = browser.new_context(**VIEWS[view])
    page = context.new_page()
    page.goto(f"{address}/find?disease=ORPHA:1183&age=P20M")
    before = violations(axe, page)
    page.get_by_label("Postal code").fill("06105")
    page.get_by_role("button", name="Show who is near").click()
    page.wait_for_url("**/find/clinicians")
    after = violations(axe, page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()

    assert before == []
    assert after == []
    assert wide <= 0


def test_it_works_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/find")
    page.get_by_label("Disease, name or code").fill("ORPHA:1183")
    page.get_by_role("button", name="Show specialties").click()
    page.get_by_label("Postal code").fill("06105")
    page.get_by_role("button", name="Show who is near").click()
    shown = page.locator(".clinicians > li").count()
    context.close()

    assert shown == 9


def test_a_position_is_asked_for_on_a_click_and_rounded(browser, address):
    context = browser.new_context(
        permissions=["geolocation"], geolocation={"latitude": 41.76543, "longitude": -72.67891}
    )
    page = context.new_page()
    sent = []
    page.on("request", lambda request: sent.append(request) if request.post_data else None)
    page.goto(f"{address}/find?disease=ORPHA:1183")
    page.get_by_role("button", name="Use my position").click()
    page.wait_for_url("**/find/clinicians")
    [request] = sent
    # The address of the page before would tell the disease.
    whole = f"{request.url} {request.all_headers()} {request.post_data}"
    kept = page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")
    context.close()

    assert re.search(r"position=41\.8%2C-72\.7(&|$)", request.post_data)
    assert "1183" not in whole
    assert kept == 0


@pytest.mark.parametrize("slug", ["marfan-syndrome", "example-syndrome"])
def test_a_disease_leads_to_its_specialties_by_keyboard(browser, address, slug):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/d/{slug}/")
    panel = page.locator("section.care")
    first = panel.locator("li").first.inner_text()
    panel.get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/find?disease={slug}")
    page.get_by_label("Postal code").focus()
    page.keyboard.type("06105")
    ticked = page.locator("input:checked + strong").all_inner_texts()
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/clinicians")
    said = page.locator("main [role=status]").count()
    context.close()

    assert first in ticked
    assert said == 1


def test_what_is_printed_has_reasons_and_no_form(browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/find?disease=ORPHA:1183")
    page.get_by_label("Postal code").fill("06105")
    page.get_by_role("button", name="Show who is near").click()
    page.wait_for_url("**/find/clinicians")
    page.emulate_media(media="print")
    page.pdf()  # tells the page that it is printed
    reasons = page.get_by_text("from the address").first.is_visible()
    form = page.locator("form.find").is_visible()
    context.close()

    assert reasons
    assert not form
