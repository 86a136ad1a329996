"""Pages stay in place while they load, print whole, and cost little."""

import gzip

import pytest

from tests.browser.conftest import PAGES

pytestmark = pytest.mark.browser

SHIFT = """
() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) shift += each.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shift), 400);
})
"""

PAINT = """
() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(-1), 5000);
})
"""


@pytest.mark.parametrize("view", ["desktop", "phone"])
@pytest.mark.parametrize("kind", ["home", "curated", "annotated", "results"])
def test_nothing_moves_while_a_page_loads(open_page, kind, view):
    page = open_page(PAGES[kind], view)

    assert page.evaluate(SHIFT) == 0


@pytest.mark.parametrize("kind", ["home", "curated", "annotated"])
def test_the_largest_part_is_painted_soon(open_page, kind):
    page = open_page(PAGES[kind], "phone")

    # The budget for a visitor; on loopback a page is far below it even on a busy machine.
    assert 0 < page.evaluate(PAINT) <= 1500


@pytest.mark.parametrize("kind", ["curated", "annotated", "finding"])
def test_a_page_keeps_to_its_budget(open_page, kind):
    page = open_page(PAGES[kind])

    assert len(gzip.compress(page.content().encode())) <= 60_000


def test_print_shows_the_text_and_no_navigation(open_page):
    page = open_page("/d/example-syndrome/")

    page.emulate_media(media="print")

    assert not page.locator("header.site").is_visible()
    assert not page.locator("#toc").is_visible()
    assert page.locator("#overview").is_visible()
    assert page.locator("#references").is_visible()


def test_forced_colours_keep_the_bars_apart(open_page):
    page = open_page("/d/marfan-syndrome/", forced_colors="active")

    assert page.locator(".bar").first.is_visible()


def test_a_citation_and_its_reference_lead_to_each_other(open_page):
    page = open_page("/d/example-syndrome/")

    page.locator("#c1a").click()
    assert page.url.endswith("#r1")
    page.locator("#r1 .back a").first.click()
    assert page.url.endswith("#c1a")
