"""The pages of the ZIM file in a real browser, handed out as Kiwix does: below a path, by name."""

from urllib.parse import unquote, urlsplit

import pytest

from nosograph.editions.rewriting import Edition
from nosograph.editions.zim import write_zim

pytestmark = pytest.mark.browser
archives = pytest.importorskip("libzim.reader", reason="the extra `zim` is not installed")

PLACE = "http://kiwix.invalid/content/tiny/"


@pytest.fixture(scope="module")
def archive(tiny_release, tmp_path_factory):
    out = tmp_path_factory.mktemp("zim") / "tiny.zim"
    write_zim(tiny_release, out, Edition(("en",)), seen=lambda done, known: None)
    return archives.Archive(out)


@pytest.fixture
def page(browser, archive):
    """A page that gets everything from the file; what the browser complains about fails."""
    complaints = []

    def hand_out(route):
        name = unquote(urlsplit(route.request.url).path).removeprefix("/content/tiny/")
        if not archive.has_entry_by_path(name):
            return route.fulfill(status=404)
        item = archive.get_entry_by_path(name).get_item()
        return route.fulfill(body=bytes(item.content), content_type=item.mimetype)

    context = browser.new_context()
    context.route("**/*", hand_out)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
    yield page
    context.close()
    assert not complaints


def test_its_differential_answers(page):
    page.goto(PLACE + "differential.html")

    page.locator("#add").press_sequentially("ataxia")
    page.locator("[role=option]").first.click()
    page.locator(".candidates a.name").first.click()

    page.wait_for_url(PLACE + "d/*/index.html")


def test_its_criteria_answer(page):
    page.goto(PLACE + "d/example-syndrome/criteria/example-2001.html")

    page.check('input[name="s.ataxia"][value="present"]')
    page.check('input[name="s.alternative"][value="absent"]')

    page.locator(".verdict", has_text="Met by what is stated").first.wait_for()


def test_its_own_search_box_suggests(page):
    page.goto(PLACE + "index.html")

    page.locator("#q").press_sequentially("sample dis")
    page.locator("[role=option]", has_text="Example syndrome").first.click()

    page.wait_for_url(PLACE + "d/example-syndrome/index.html")
