"""What the site says of itself: on pages of their own, reached from every page."""

import pytest

from nosograph.model.failures import SettingsError
from nosograph.serving.settings import read_settings

CURATED = "/d/example-syndrome/"


@pytest.mark.parametrize("before", ["", "/de"])
@pytest.mark.parametrize("matter", ["", "privacy", "accessibility", "legal", "report"])
def test_every_page_leads_to_what_the_site_says_of_itself(client, before, matter):
    assert f'href="{before}/about/{matter}"' in client.get(f"{before}{CURATED}").text
    assert client.get(f"{before}/about/{matter}").status_code == 200


def test_a_report_names_the_page_it_is_about(client):
    came = {"host": "localhost", "referer": f"http://localhost{CURATED}"}

    assert CURATED in client.get("/about/report", headers=came).text
    elsewhere = {"referer": "https://elsewhere.example/secret"}
    assert "secret" not in client.get("/about/report", headers=elsewhere).text


def test_who_runs_the_site_is_a_setting(tmp_path):
    file = tmp_path / "site.toml"
    file.write_text(
        '[site]\npublisher = "A"\naddress = ["B 1", "C"]\ncontact = "mailto:a@example.org"\n'
    )

    told = read_settings(file)

    assert (told.publisher, told.address, told.contact) == (
        "A",
        ("B 1", "C"),
        "mailto:a@example.org",
    )
    file.write_text('[site]\ncontact = "javascript:x"\n')
    with pytest.raises(SettingsError, match="mailto"):
        read_settings(file)


def test_an_offer_to_one_visitor_is_not_kept_for_the_next(client):
    client.get("/about/privacy", headers={"accept-language": "de"})

    assert 'class="offer"' not in client.get("/about/privacy").text
