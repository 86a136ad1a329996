"""Records of two systems that are taken for one disease, and why."""

import pytest

from nosograph.build.linkage import linked
from nosograph.sources.twins import groups


@pytest.fixture
def links(tiny_sources):
    """The links of the tiny sources: ids and evidence."""
    return {(str(each.one), str(each.other)): each.evidence for each in linked(tiny_sources)}


def test_one_name_and_the_same_genes_link_two_records(links):
    assert links["OMIM:154700", "ORPHA:558"][0] == "name"


def test_a_record_is_linked_once_at_most(links):
    ids = [id for pair in links for id in pair]

    assert len(ids) == len(set(ids))


def test_a_locus_is_not_the_disease(links):
    assert ("OMIM:256700", "ORPHA:635") not in links


def test_a_group_says_what_it_was_joined_for(tiny_sources):
    found = groups(tiny_sources.annotated.diseases, None, linked(tiny_sources))
    (marfan,) = [each for each in found if "ORPHA:558" in map(str, each.ids)]

    assert [str(id) for id in marfan.ids] == ["ORPHA:558", "OMIM:154700"]
    assert "name" in marfan.evidence


def test_the_order_of_records_does_not_matter(tiny_sources, links):
    from dataclasses import replace

    turned = replace(
        tiny_sources,
        annotated=replace(
            tiny_sources.annotated, diseases=tuple(reversed(tiny_sources.annotated.diseases))
        ),
    )

    assert {(str(each.one), str(each.other)) for each in linked(turned)} == set(links)
