"""Pages about the site, and its small files."""

from html import unescape

from nosograph.render.assets import TYPES, asset, asset_url


def test_sources_are_named_with_version_and_licence(client, site):
    text = unescape(client.get("/about/sources").text)

    with site.releases.lease() as release:
        sources = release.site.sources
    for source in sources:
        assert source.title in text
        assert source.licence in text
        assert source.version in text


def test_keys_are_listed_with_a_switch(client):
    text = client.get("/about/keys").text

    for key in ("/", "t", "p"):
        assert f"<kbd>{key}</kbd>" in text
    assert 'id="keys-on"' in text


def test_health_names_the_release(client):
    told = client.get("/healthz").json()

    assert told["status"] == "ok"
    assert told["counts"]["diseases"] > 0


def test_crawlers_are_kept_from_answers(client):
    assert "Disallow: /search" in client.get("/robots.txt").text


def test_files_may_be_kept_for_good_under_their_hash(client):
    for name, type in TYPES.items():
        answer = client.get(asset_url(name))
        assert answer.content == asset(name).body
        assert answer.headers["content-type"] == type
        assert "immutable" in answer.headers["cache-control"]


def test_pages_of_an_older_build_are_dressed_too(client):
    answer = client.get("/static/0123456789ab/site.css")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


def test_the_icon_is_found_under_both_names(client):
    assert client.get("/favicon.svg").content == client.get("/favicon.ico").content


def test_other_files_are_not_there(client):
    for path in ("/static/x/app.py", "/static/x/..%2Fassets.py", "/static/site.css"):
        assert client.get(path).status_code == 404
