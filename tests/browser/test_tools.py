"""Tools in a real browser: live with scripts, whole without them, by keyboard alone."""

import pytest

from tests.browser.test_keyboard import settled

pytestmark = pytest.mark.browser

CRITERIA = "/d/example-syndrome/criteria/example-2001"


def test_criteria_answer_as_they_are_filled_in(open_page):
    page = open_page(CRITERIA)

    page.check('input[name="s.ataxia"][value="present"]')
    page.check('input[name="s.alternative"][value="absent"]')

    page.wait_for_selector(".verdict:has-text('Met by what is stated')")


def test_what_follows_so_far_stays_in_sight_on_a_phone(open_page):
    page = open_page(CRITERIA, "phone")

    page.check('input[name="s.ataxia"][value="present"]')
    page.wait_for_selector(".so-far")
    page.mouse.wheel(0, 200)

    told = page.locator(".so-far")
    assert "Possible: open, 1 of 2 so far" in told.inner_text()
    box = told.bounding_box()
    assert box["y"] + box["height"] <= page.viewport_size["height"] + 1
    told.locator("a").click()
    assert page.url.endswith("#answer")


def test_criteria_answer_without_scripts(open_page):
    page = open_page(CRITERIA, java_script_enabled=False)

    page.check('input[name="s.ataxia"][value="present"]')
    page.check('input[name="s.alternative"][value="absent"]')
    page.click("text=Show what follows")

    assert "Met by what is stated" in page.locator("#answer").inner_text()


def test_a_case_is_saved_and_opened_again(open_page, tmp_path):
    page = open_page(CRITERIA)
    page.check('input[name="s.myoclonus"][value="absent"]')
    with page.expect_download() as waiting:
        page.click("text=Save the case to a file")
    waiting.value.save_as(tmp_path / "case.json")

    page = open_page(CRITERIA)
    page.set_input_files("#file", tmp_path / "case.json")
    page.click("button:has-text('Open')")
    page.wait_for_load_state()

    assert page.is_checked('input[name="s.myoclonus"][value="absent"]')


def test_findings_are_typed_chosen_and_ranked_by_keyboard(open_page):
    page = open_page("/differential")

    page.focus("#add")
    page.keyboard.type("arachnod")
    page.wait_for_selector("#suggestions-add li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_selector(".candidates .name:has-text('Marfan')")
    assert page.is_checked('input[name="f.HP:0001166"][value="present"]')


def test_findings_are_ranked_without_scripts(open_page):
    page = open_page("/differential", java_script_enabled=False)

    page.fill("#add", "arachnodactyly")
    page.click("text=Look up")
    settled(page, "/differential")

    assert "Marfan" in page.locator(".candidates").inner_text()


def test_the_case_is_there_again_after_going_back(open_page):
    page = open_page("/differential")
    for term in ("HP:0001166", "HP:0001519"):
        page.fill("#add", term)
        page.click("#add ~ button")
        page.wait_for_selector(f'input[name="f.{term}"]')

    page.click(".candidates .name")
    page.wait_for_url("**/d/**")
    page.go_back()

    page.wait_for_selector(".candidates .name:has-text('Marfan')")
    assert page.is_checked('input[name="f.HP:0001166"][value="present"]')
    assert page.is_checked('input[name="f.HP:0001519"][value="present"]')


def test_answers_to_criteria_are_there_again_when_the_page_is_loaded_again(open_page):
    page = open_page(CRITERIA)
    page.check('input[name="s.ataxia"][value="present"]')
    page.check('input[name="s.alternative"][value="absent"]')
    page.wait_for_selector(".verdict:has-text('Met by what is stated')")

    page.reload()

    page.wait_for_selector(".verdict:has-text('Met by what is stated')")
    assert page.is_checked('input[name="s.ataxia"][value="present"]')


def test_an_empty_form_leaves_the_address_alone(open_page):
    assert "#" not in open_page(CRITERIA).url
    assert "#" not in open_page("/differential").url
