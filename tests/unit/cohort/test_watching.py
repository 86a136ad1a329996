"""Long statements tell how far they are, and nothing is written where results belong."""

from nosograph.cohort.duck import Duck, Limits


def test_a_long_statement_tells_how_far_it_is_and_writes_nothing(tmp_path, capfd):
    told = []
    duck = Duck(Limits(), tmp_path, told.append)
    # DuckDB's own bar would come after this many milliseconds.
    duck.execute("SET progress_bar_time = 1")
    while len(told) < 2:
        duck.number("SELECT sum(hash(i)) FROM range(30_000_000) t(i)")
    duck.close()

    assert all(0 <= percent <= 100 for percent in told)
    assert capfd.readouterr() == ("", "")
