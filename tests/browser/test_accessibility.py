"""axe-core finds nothing on any kind of page, on desktop, phone and in the dark."""

import pytest

from tests.browser.conftest import AXE_RULES, PAGES, VIEWS

pytestmark = pytest.mark.browser


def test_axe_is_recent(axe):
    version = axe.axe_script.partition("axe v")[2].split()[0].split(".")

    assert [int(part) for part in version[:2]] >= [4, 8]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(open_page, axe, kind, view):
    page = open_page(PAGES[kind], view)

    found = axe.run(page, options={"runOnly": {"type": "tag", "values": AXE_RULES}})

    assert [
        (each["id"], [node["html"][:200] for node in each["nodes"]])
        for each in found.response["violations"]
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("kind", ["curated", "annotated", "home"])
def test_text_at_twice_the_size_fits_a_phone(open_page, kind):
    page = open_page(PAGES[kind], "phone", viewport={"width": 320, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
