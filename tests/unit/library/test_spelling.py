"""What the search takes for one spelling, and what it keeps apart."""

import pytest

from nosograph.library.spelling import initials, key, loose, searched


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Neurofibromatosis, type I", "neurofibromatosis type 1"),
        ("Factor VIII deficiency", "factor 8 deficiency"),
        ("Osteogenesis imperfecta, type IIB", "osteogenesis imperfecta type 2b"),
        ("Haemophilia A", "hemophilia a"),
        ("Oesophageal atresia", "esophageal atresia"),
        ("α-thalassaemia", "alpha-thalassemia"),
        ("Wilson’s disease", "Wilson disease"),
        ("Wilson`s disease", "Wilson disease"),
        ("Edwards' syndrome", "Edward's syndrome"),
        ("Guillain–Barré syndrome", "guillain-barre syndrome"),
        ("SCA 3", "sca3"),
        ("5α-reductase", "5-alpha reductase"),
    ],
)
def test_one_name_however_it_is_written(one, other):
    assert key(searched(one)) == key(searched(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Factor X deficiency", "Factor V deficiency"),
        ("Trisomy X", "Trisomy 10"),
        ("Fragile X syndrome", "fragile 10 syndrome"),
        ("X-linked ichthyosis", "10-linked ichthyosis"),
        ("type 1", "type 11"),
        ("type 1", "type 1A"),
    ],
)
def test_different_names_stay_apart(one, other):
    assert key(searched(one)) != key(searched(other))


def test_the_order_of_words_and_small_words_may_differ():
    assert loose(searched("Deficiency of factor VIII")) == loose(searched("factor 8 deficiency"))


def test_abbreviations_come_from_the_words_of_a_name():
    assert initials(searched("Amyotrophic lateral sclerosis, type 4")) == ("als", "als4")
    assert initials(searched("3-M syndrome")) == ()
