"""What search engines and feed readers are told."""

from dataclasses import replace
from datetime import date
from shutil import copytree

import pytest
from lxml import etree

from nosograph.build.compile import build
from nosograph.site import application
from tests.interop.feeds import LANG
from tests.web.visitor import Visitor

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site(tiny_release):
    return application(tiny_release, base_url="http://test")


def locations(answer):
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/xml")
    return [each.text for each in etree.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def here(address):
    return address.removeprefix("http://test")


def test_robots_are_led_to_the_sitemap_and_away_from_answers(client):
    text = client.get("/robots.txt").text

    assert "Sitemap: http://test/sitemap.xml" in text
    for each in ("/search", "/de/search", "/api/", "/infobutton", "/cds-services", "/fhir/"):
        assert f"Disallow: {each}\n" in text


def test_every_address_of_the_sitemap_is_a_page(client):
    for part in locations(client.get("/sitemap.xml")):
        listed = locations(client.get(here(part)))
        assert listed
        assert len(listed) == len(set(listed))
        for address in listed[:40]:
            assert client.get(here(address)).status_code == 200, address


def test_the_sitemap_has_every_disease_once(client, tiny_library):
    parts = locations(client.get("/sitemap.xml"))
    listed = [each for part in parts for each in locations(client.get(here(part)))]
    diseases = [each for each in listed if each.count("/") == 5 and "icd-10" not in each]

    assert {here(each).split("/")[2] for each in diseases if "/d/" in each} == set(
        tiny_library.slugs()
    )


def test_a_page_is_listed_with_its_languages(client):
    root = etree.fromstring(client.get("/sitemap/entries.xml").content)
    links = {each.get("hreflang"): each.get("href") for each in root[0] if each.get("href")}

    assert links == {"en": "http://test/", "de": "http://test/de/"}


def test_a_part_that_is_not_there_is_not_found(client):
    assert client.get("/sitemap/none.xml").status_code == 404
    assert client.get("/d/none/changes.atom").status_code == 404


@pytest.fixture(scope="module")
def changed(tiny_plan, tiny_built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("changed")
    dictionary = copytree(tiny_plan.dictionary, folder / "dictionary")
    text = dictionary / "example-syndrome" / "professional.md"
    told = text.read_text("utf-8")
    first = next(line for line in told.splitlines() if line.endswith("]."))
    text.write_text(told.replace(first, f"Certainly, {first}", 1), "utf-8")
    built = build(
        replace(
            tiny_plan, dictionary=dictionary, release=folder / "current",
            previous=tiny_plan.release, day=date(2026, 2, 2),
        )
    )  # fmt: skip
    assert built.manifest is not None, built.problems.found
    return Visitor(application(folder / "current", base_url="http://test"))


def test_changes_come_as_a_feed(changed):
    for address in ("/changes.atom", "/d/example-syndrome/changes.atom"):
        answer = changed.get(address)
        root = etree.fromstring(answer.content)
        (entry,) = root.findall(f"{ATOM}entry")

        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert root.get(LANG) == "en"
        assert root.find(f"{ATOM}link").get("href") == f"http://test{address}"
        assert entry.findtext(f"{ATOM}updated") == "2026-02-02T00:00:00Z"
        assert entry.findtext(f"{ATOM}title").startswith("Example syndrome: ")
        assert entry.findtext(f"{ATOM}summary")
        link = entry.find(f"{ATOM}link").get("href")
        page, _, anchor = here(link).partition("#")
        assert f'id="{anchor}"' in changed.get(page).text


def test_nothing_changed_is_an_empty_feed(client):
    root = etree.fromstring(client.get("/de/changes.atom").content)

    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}title") == "Was sich geändert hat"
