"""A heading speaks of what stands under it, and of nothing after that."""

import pytest

from nosograph.asking.release import OpenRelease
from nosograph.recognition.recogniser import Mode


@pytest.fixture(scope="module")
def recogniser(tiny_release):
    with OpenRelease.open(tiny_release) as held:
        yield held.recogniser


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "Family history: seizures. Hypotonia too.", ["family", "family"]),
        ("en", "Family history: seizures. The patient has ataxia.", ["family", "present"]),
        ("en", "Family history: his father has ataxia. He has seizures.", ["family", "family"]),
        ("en", "FAMILY HISTORY:\nseizures\n\nEXAM\nataxia and hypotonia.", ["family", "present", "present"]),
        ("en", "Family history: none. Ataxia since May.", ["present"]),
        ("en", "PMH: seizures. Now she presents with ataxia.", ["history", "present"]),
        ("en", "DDx: seizures.\nThe patient has ataxia.", ["possible", "present"]),
        ("en", "Seizures: none\nAtaxia", ["absent", "present"]),
        ("en", "Seizures: no\nHypotonia: yes\nAtaxia: no", ["absent", "present", "absent"]),
        ("de", "Familienanamnese: Ataxie. Der Patient hat eine Hypotonie.", ["family", "present"]),
        ("de", "Procedere: MRT. Es besteht eine Ataxie.", ["present"]),
    ],
)  # fmt: skip
def test_a_section_ends_where_the_patient_is_spoken_of(recogniser, language, text, said):
    found = recogniser.mentions(text, Mode.LONGEST, language)

    assert [str(each.polarity) for each in found if each.finding] == said
