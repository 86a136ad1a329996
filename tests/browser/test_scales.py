"""Scales in a real browser: added up live and without scripts, a course drawn from a file."""

import pytest

from tests.browser.conftest import AXE_RULES, VIEWS

pytestmark = pytest.mark.browser

SCALE = "/d/example-syndrome/scales/three-things"
COURSE = (
    "date,total,relapse,steps,words,hands,note\n2026-01-02,,,3,3,2,first visit\n"
    "2026-02-01,5,,,,,\n2026-03-15,2,,,,,\n2026-05-01,,yes,3,,,\n2026-08-20,1,,,,,\n"
)


def drawn(page, tmp_path):
    """The page with the course of a file."""
    file = tmp_path / "course.csv"
    file.write_text(COURSE)
    page.set_input_files("#course-file", file)
    page.click("button:has-text('Draw')")
    page.wait_for_selector(".course-plot")
    return page


def test_ratings_are_added_up_as_they_are_chosen(open_page):
    page = open_page(SCALE)

    page.check('input[name="s.steps"][value="3"]')
    page.check('input[name="s.words"][value="3"]')

    page.wait_for_selector(".verdict:has-text('between 6 and 9')")
    assert "Range: much" in page.locator("#answer").inner_text()


def test_ratings_are_added_up_without_scripts(open_page):
    page = open_page(SCALE, java_script_enabled=False)

    page.check('input[name="s.steps"][value="3"]')
    page.click("text=Add up")

    assert "between 3 and 9" in page.locator("#answer").inner_text()
    assert page.is_checked('input[name="s.steps"][value="3"]')


def test_items_are_rated_by_keyboard(open_page):
    page = open_page(SCALE)

    page.focus('input[name="s.words"][value=""]')
    page.keyboard.press("ArrowUp")

    page.wait_for_selector(".verdict:has-text('between 3 and 9')")


def test_saved_ratings_are_opened_again(open_page, tmp_path):
    page = open_page(SCALE)
    page.check('input[name="s.hands"][value="2"]')
    with page.expect_download() as waiting:
        page.click("text=Save the ratings to a file")
    waiting.value.save_as(tmp_path / "case.json")

    page = open_page(SCALE)
    page.set_input_files("#file", tmp_path / "case.json")
    page.click("button:has-text('Open')")
    page.wait_for_load_state()

    assert page.is_checked('input[name="s.hands"][value="2"]')


@pytest.mark.parametrize("view", VIEWS)
def test_a_drawn_course_is_accessible_and_fits(open_page, tmp_path, axe, view):
    page = drawn(open_page(SCALE, view), tmp_path)

    found = axe.run(page, options={"runOnly": {"type": "tag", "values": AXE_RULES}})

    assert [each["id"] for each in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator(".course-plot circle").count() == 4
    assert page.locator("table tbody tr").count() == 5


def test_a_course_is_drawn_without_scripts(open_page, tmp_path):
    page = drawn(open_page(SCALE, java_script_enabled=False), tmp_path)

    assert "relapse" in page.locator(".course-plot").inner_html()
