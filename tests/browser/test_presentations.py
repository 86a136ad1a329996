"""From a presentation, or a finding, to the list of diseases: with scripts and without them."""

import pytest

pytestmark = pytest.mark.browser

PAGE = "/p/suddenly-unsteady/"


def test_answers_become_a_list_without_scripts(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    page.check('input[name="f.HP:0001336"][value="present"]')
    page.click("form[data-case] button.main")

    assert page.url.endswith("/differential")
    assert page.is_checked('input[name="f.HP:0001336"][value="present"]')


def test_answers_are_carried_to_criteria_without_scripts(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    page.check('input[name="f.HP:0001336"][value="present"]')
    page.click('button[formaction*="/criteria/"]')

    assert "/criteria/example-2001" in page.url
    assert "HP:0001336" in page.content()


def test_a_finding_is_added_to_the_case_from_which_somebody_came(open_page):
    page = open_page("/t/HP:0001336")
    page.click(".add-to-case button")
    page.click('#stated a[href*="/t/HP:0001336"]')

    assert "#case&" in page.url
    page.goto(page.url.replace("/t/HP:0001336", "/t/HP:0001250"))
    page.reload()
    assert "1 finding" in page.inner_text(".add-to-case")
    page.click(".add-to-case button")

    for term in ("HP:0001336", "HP:0001250"):
        assert page.is_checked(f'input[name="f.{term}"][value="present"]')
    assert "?" not in page.url


def test_a_cause_opens_where_the_list_by_age_leads_to_it(open_page):
    page = open_page(PAGE, "phone")
    page.click('.ages a[href="#cause-example"]')

    assert page.locator("#cause-example").is_visible()
