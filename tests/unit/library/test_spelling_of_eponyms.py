"""A disease that is called after somebody is one disease in both languages."""

import pytest

from nosograph.library.spelling import loose, searched


@pytest.mark.parametrize(
    "name",
    [
        "Crohn disease", "Crohn's disease", "Morbus Crohn", "M. Crohn", "Crohn-Krankheit", "Crohnsche Krankheit",
        "Crohn’sche Erkrankung",
    ],
)  # fmt: skip
def test_a_disease_is_called_after_somebody_in_many_ways(name):
    assert loose(searched(name)) == "crohn disease"


def test_a_syndrome_is_no_disease_of_the_same_name():
    assert loose(searched("Cushing-Syndrom")) == loose(searched("Cushing syndrome"))
    assert loose(searched("Morbus Cushing")) != loose(searched("Cushing-Syndrom"))
