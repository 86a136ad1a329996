def test_it_prints_what_results_do_and_do_not_mean(nosograph, tiny_release):
    told = nosograph("workup", "example-syndrome", "--release", tiny_release)

    assert told.code == 0
    assert "If positive: There is something to see. But note: It need not be" in told.out
    assert "After: Look" in told.out


def test_an_unknown_result_is_null(nosograph, tiny_release):
    document = nosograph("workup", "example-syndrome", "--json", "--release", tiny_release).json

    assert document["stages"][1]["tests"][0]["positive"] is None


def test_it_names_the_entries_that_have_one(nosograph, tiny_release):
    told = nosograph("workup", "marfan-syndrome", "--release", tiny_release)

    assert told.code != 0
    assert "these have: example-syndrome" in told.err
