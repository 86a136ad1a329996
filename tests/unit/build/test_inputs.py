"""A release's name is made of all that can change the release."""

import re
import sys
from functools import cache
from importlib.metadata import packages_distributions

import grimp
import pytest

from nosograph.build import inputs
from nosograph.library.schema import RELATIONS, TABLES

UNSEEN = {"pyarrow", "zipcodes", "typst", "segno"}
"""Libraries of doctors and of paper, which no file of a release is written with."""


@cache
def reached():
    """Every module that a build imports, itself or through others, where it stands."""
    graph = grimp.build_graph(
        "nosograph", include_external_packages=True, exclude_type_checking_imports=True
    )
    own = {"nosograph.build", *graph.find_descendants("nosograph.build")}
    return own.union(*(graph.find_upstream_modules(each) for each in own))


def test_every_package_that_a_build_imports_is_an_input():
    packages = {each.split(".")[1] for each in reached() if each.startswith("nosograph.")}

    assert packages <= set(inputs.PROGRAM)


def test_every_library_that_a_build_imports_is_an_input():
    names = {each.split(".")[0] for each in reached()} - {"nosograph"} - sys.stdlib_module_names
    own = {packages_distributions()[each][0].lower() for each in names}

    assert own - UNSEEN <= set(inputs.WRITERS)


@pytest.mark.parametrize("changed", ["directory/specialties.py", "render/catalogues/de.po"])
def test_another_word_on_a_page_makes_another_release(changed):
    assert f"program {changed} " in "\n".join(inputs._program())


def test_the_schema_says_in_which_order_codes_lead_to_diseases():
    told = re.search(r"rank integer.*-- 0 (.*)", TABLES)[1]

    assert tuple(re.findall("exact|narrower|broader|related", told)) == RELATIONS
