"""The site with a keyboard and nothing else."""

import re

import pytest

pytestmark = pytest.mark.browser


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def tab_to(page, text, most=200):
    """Press Tab until the element with that text has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page) == text:
            return
    pytest.fail(f"{text!r} cannot be reached with Tab")


def settled(page, pattern):
    page.wait_for_url(re.compile(pattern))
    page.wait_for_load_state()


def test_from_home_through_search_to_entry_and_patient_page(open_page):
    page = open_page("/")

    page.keyboard.press("/")
    page.keyboard.type("example syndrome")
    page.keyboard.press("Enter")
    settled(page, r"/search\?q=example")
    tab_to(page, "Example syndrome")
    page.keyboard.press("Enter")
    settled(page, "/d/example-syndrome/$")
    tab_to(page, "Patients and families")
    page.keyboard.press("Enter")
    settled(page, "/d/example-syndrome/patient/")

    assert page.locator("h1").inner_text() == "Example syndrome"


def test_the_same_walk_without_scripts(open_page):
    page = open_page("/", java_script_enabled=False)

    tab_to_input(page)
    page.keyboard.type("example syndrome")
    page.keyboard.press("Enter")
    settled(page, r"/search\?q=example")
    page.locator("a.name", has_text="Example syndrome").focus()
    page.keyboard.press("Enter")
    settled(page, "/d/example-syndrome/$")
    page.locator(".audience a", has_text="Patients").focus()
    page.keyboard.press("Enter")
    settled(page, "/d/example-syndrome/patient/")

    assert "Nobody has it" in page.locator("main").inner_text()


def tab_to_input(page):
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator("#q:focus").count():
            return
    pytest.fail("the search box cannot be reached with Tab")


def test_the_first_tab_skips_to_the_content(open_page):
    page = open_page("/d/example-syndrome/")

    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_t_goes_to_the_contents(open_page):
    page = open_page("/d/example-syndrome/")

    page.keyboard.press("t")

    assert focused(page) == "Key facts"


def test_p_switches_the_audience_at_the_same_place(open_page):
    page = open_page("/d/example-syndrome/#clinical-features")
    page.wait_for_selector('#toc a[href="#clinical-features"][aria-current]')

    page.keyboard.press("p")
    settled(page, "/patient/#what-is-it$")
    page.keyboard.press("p")
    settled(page, r"/d/example-syndrome/(#overview)?$")


def test_keys_typed_into_the_box_are_text(open_page):
    page = open_page("/d/example-syndrome/")

    page.locator("#q").focus()
    page.keyboard.type("t/p")

    assert page.locator("#q").input_value() == "t/p"
    assert page.url.endswith("/d/example-syndrome/")


def test_shortcuts_can_be_turned_off(open_page):
    page = open_page("/about/keys")
    page.locator("#keys-on").focus()
    page.keyboard.press("Space")
    page.goto(page.url.replace("/about/keys", "/d/example-syndrome/"))

    page.keyboard.press("p")
    page.wait_for_timeout(200)

    assert page.url.endswith("/d/example-syndrome/")


def test_suggestions_are_a_list_that_arrows_walk(open_page):
    page = open_page("/")

    page.keyboard.press("/")
    page.keyboard.type("exam")
    page.wait_for_selector("#suggestions-q [role=option]")
    page.keyboard.press("ArrowDown")
    box = page.locator("#q")

    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") == "suggestion-q-0"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.type("p")
    page.wait_for_selector("#suggestions-q [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page, "/d/example-syndrome/$")
