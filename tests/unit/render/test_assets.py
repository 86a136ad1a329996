"""The style sheet, the script and the icon."""

import gzip

import pytest

from nosograph.render.assets import FOLDER, TYPES, asset, asset_url, squeezed


def test_every_file_is_named_and_every_name_is_a_file():
    assert {path.name for path in FOLDER.iterdir()} == set(TYPES)


def test_an_address_carries_the_hash_of_the_content():
    assert asset_url("site.css") == f"/static/{asset('site.css').hash}/site.css"


def test_other_names_are_not_served():
    with pytest.raises(KeyError):
        asset("../assets.py")


def test_sheet_and_script_keep_to_their_budgets():
    assert len(asset("site.css").body) <= 16_000
    assert len(gzip.compress(asset("site.js").body)) <= 25_000
    assert len(asset("tools.css").body) <= 10_000
    assert len(gzip.compress(asset("tools.js").body)) <= 25_000


def test_squeezing_leaves_strings_and_values_alone():
    sheet = '/* a */\n.a::after { content: " :  ; "; }\n.b > .c,\n.d { margin: 0 0.5rem; width: calc(1px + 10.5%); }\n'

    assert squeezed(sheet) == (
        '.a::after{content:" :  ; "}.b > .c,.d{margin:0 .5rem;width:calc(1px + 10.5%)}'
    )
