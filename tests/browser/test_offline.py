"""The static edition in a real browser, from files: no server, no network."""

import pytest

from nosograph.editions.rewriting import Edition
from nosograph.editions.static import write_static
from tests.browser.conftest import AXE_RULES, VIEWS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def folder(tiny_release, tmp_path_factory):
    """The folder of the edition."""
    out = tmp_path_factory.mktemp("offline") / "a folder & its files"
    write_static(tiny_release, out, Edition(("en", "de")), seen=lambda done, known: None)
    return out


@pytest.fixture
def open_file(browser, folder):
    """Opens a file of the edition; what the browser complains about fails the test."""
    contexts, complaints = [], []

    def opened(name, view="desktop"):
        context = browser.new_context(**VIEWS[view])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        path, mark, query = name.partition("?")
        page.goto((folder / path).as_uri() + mark + query)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def test_typing_suggests_and_leads_to_the_page(open_file):
    page = open_file("index.html")

    page.locator("#q").press_sequentially("sample dis")
    page.locator("[role=option]", has_text="Example syndrome").first.click()
    page.wait_for_url("**/d/example-syndrome/index.html")

    assert page.locator("h1").inner_text() == "Example syndrome"


@pytest.mark.parametrize("typed", ["sample disease", "Sampel disease", "ORPHA:9999991", "exampl"])
def test_the_page_of_results_finds_names_codes_and_misspellings(open_file, typed):
    page = open_file(f"search.html?q={typed}")

    first = page.locator(".results a").first

    assert first.inner_text() == "Example syndrome"


def test_what_is_not_there_is_said_in_the_pages_language(open_file):
    page = open_file("de/search.html?q=qqqqqqqq")
    status = page.locator("main [role=status]")

    status.filter(has_text="Nichts gefunden").wait_for()

    assert not page.locator(".results").count()


def test_the_search_form_leads_to_the_page_of_results(open_file):
    page = open_file("t/HP_0001251.html")

    page.locator("#q").fill("marfan")
    page.locator("#q").press("Enter")
    page.locator(".results a").first.click()

    assert page.locator("h1").inner_text() == "Marfan syndrome"


CRITERIA = "d/example-syndrome/criteria/example-2001.html"


def says(page, place, text):
    """Waits until the text is there."""
    page.locator(place).filter(has_text=text).first.wait_for()


def test_criteria_answer_as_they_are_filled_in(open_file):
    page = open_file(CRITERIA)

    says(page, "#answer", "Nothing has been stated yet")
    page.check('input[name="s.ataxia"][value="present"]')
    page.check('input[name="s.alternative"][value="absent"]')

    says(page, ".level:nth-of-type(1) .verdict", "Met by what is stated")
    assert "Open" in page.locator(".verdict").nth(1).inner_text()
    page.locator(".ways summary").click()
    assert page.locator(".ways li").all_inner_texts() == ["Duration"]
    page.fill('input[name="v.duration.1"]', "1")
    page.select_option('select[name="u.duration.1"]', "wk")
    says(page, "#answer dd", "3 statements")
    assert "Met by what is stated" in page.locator(".verdict").nth(1).inner_text()


def test_criteria_answer_what_is_still_filled_in_when_one_comes_back(open_file):
    page = open_file(CRITERIA)

    page.check('input[name="s.ataxia"][value="present"]')
    says(page, "#answer dd", "1 statement")
    page.goto(page.url.replace(CRITERIA, "index.html"))
    page.go_back()

    filled = page.locator('input[name="s.ataxia"][value="present"]').is_checked()
    says(page, "#answer dd", "1 statement" if filled else "0 statements")


def test_criteria_say_what_cannot_be_used_and_what_not_met_means(open_file):
    page = open_file("de/" + CRITERIA)

    page.fill('input[name="v.duration.1"]', "lange")
    says(page, "#answer [role=alert]", "„lange“ ist keine Zahl für Dauer")
    page.fill('input[name="v.duration.1"]', "2,5")
    page.locator("#answer [role=alert]").wait_for(state="detached")
    assert "Nicht erfüllt" in page.locator(".verdict").nth(1).inner_text()
    assert "who do not exist" in page.locator(".level").nth(1).inner_text()
    page.locator(".level").nth(1).locator("details summary").last.click()
    assert "trifft nicht zu" in page.locator(".level").nth(1).locator(".evidence").inner_text()


def test_criteria_keep_to_what_the_edition_can_work_out(open_file):
    page = open_file(CRITERIA)

    page.fill('input[name="v.duration.1"]', "8")
    page.locator('input[name="v.duration.1"]').press("Enter")

    assert page.url.endswith(CRITERIA)
    assert not page.locator("#case button[type=submit]").count()
    assert page.locator('form.open input[name="file"]').is_disabled()


def state(page, typed):
    """States a finding by the first suggestion for what is typed."""
    page.locator("#add").press_sequentially(typed)
    page.locator("[role=option]").first.click()


def test_the_differential_lists_and_explains_as_findings_are_stated(open_file):
    page = open_file("differential.html")
    first = page.locator(".candidates > li").first

    state(page, "ataxia")
    first.wait_for()

    assert page.locator("#stated legend a").first.get_attribute("href").endswith("HP_0001251.html")
    assert "diseases were compared; annotations of" in page.locator("#answer").inner_text()
    first.locator("summary").click()
    rows = first.locator("tbody tr")
    assert rows.count() == 1
    adds = rows.first.locator("td").last.inner_text()
    assert float(adds) > 0
    assert first.locator("tfoot td").inner_text() == adds.removeprefix("+")
    first.locator("a.name").click()
    page.wait_for_url("**/d/*/index.html")


def test_the_differential_takes_back_what_is_taken_back(open_file):
    page = open_file("de/differential.html")
    verdict = page.locator("#answer .verdict")
    before = verdict.inner_text()

    state(page, "ataxia")
    page.locator(".candidates").wait_for()
    page.locator("#stated").get_by_label("nicht vorhanden").check()
    page.locator(".candidates").wait_for(state="detached")

    assert verdict.inner_text() == before


def test_the_differential_says_what_is_no_age(open_file):
    page = open_file("differential.html")

    page.fill("#onset", "soon")
    alert = page.locator("#answer [role=alert]")
    alert.wait_for()

    assert "soon" in alert.inner_text()
    page.fill("#onset", "2 years")
    alert.wait_for(state="detached")
    page.locator("#onset").press("Enter")
    assert page.url.endswith("differential.html")
    assert not page.locator("#case button[type=submit], #genes, #sort").count()


def test_the_differential_says_when_its_data_cannot_be_read(browser, folder):
    context = browser.new_context()
    context.route("**/data/differential.js", lambda route: route.abort())
    page = context.new_page()
    page.goto((folder / "differential.html").as_uri())
    notice = page.locator("#case .notice")
    assert notice.is_hidden()

    page.locator("#add").focus()
    notice.wait_for()

    assert page.locator("#add").is_disabled()
    context.close()


@pytest.mark.parametrize(
    ("name", "field"), [(CRITERIA, 'input[name="s.ataxia"]'), ("differential.html", "#add")]
)
def test_forms_stay_readable_without_scripts(browser, folder, name, field):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / name).as_uri())

    assert page.locator(field).first.is_disabled()
    assert "works without a server" in page.locator("#case .notice").inner_text()
    context.close()


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        CRITERIA,
        "d/example-syndrome/index.html",
        "de/d/example-syndrome/patient/index.html",
        "search.html?q=sample",
        "differential.html",
        "de/differential.html?",
    ],
)
def test_axe_finds_nothing(open_file, axe, name):
    page = open_file(name)
    if name.endswith("?"):
        state(page, "ataxia")
        page.locator(".candidates summary").first.click()
    elif "?" in name:
        page.locator(".results").wait_for()

    # A file may not fetch its own style sheet, so axe is told to do without.
    asked = {"runOnly": {"type": "tag", "values": AXE_RULES}, "preload": False}
    found = axe.run(page, options=asked)

    assert [
        (each["id"], [node["html"][:200] for node in each["nodes"]])
        for each in found.response["violations"]
    ] == []
