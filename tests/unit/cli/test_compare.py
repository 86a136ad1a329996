def test_it_prints_what_tells_two_diseases_apart(nosograph, tiny_release):
    told = nosograph("compare", "example-syndrome", "marfan-syndrome", "--release", tiny_release)

    assert told.code == 0
    assert "- Ataxia [example2001]" in told.out
    assert "Marfan syndrome: does not occur: none of nobody" in told.out


def test_what_is_not_annotated_is_not_said_to_be_absent(nosograph, tiny_release):
    found = nosograph(
        "compare", "marfan-syndrome", "example-syndrome", "--json", "--release", tiny_release
    ).json

    here = [row for row in found["findings"] if row["group"] == "here"]
    assert here
    assert all("occurs" not in row["there"] for row in here)


def test_an_unknown_disease_is_answered_with_the_nearest(nosograph, tiny_release):
    told = nosograph("compare", "example-syndrome", "marfan-syndrom", "--release", tiny_release)

    assert told.code != 0
    assert "did you mean marfan-syndrome?" in told.err
