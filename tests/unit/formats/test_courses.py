"""A course out of a file: what is read, what is unknown, what is refused and where."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.formats.courses import MOST_VISITS, read_course
from nosograph.model.courses import Visit
from nosograph.model.problems import Problems

ITEMS = ("steps", "words")
NEW_YEAR = date(2026, 1, 1)


def read(text):
    problems = Problems()
    return read_course(text, "course.csv", ITEMS, problems), problems.found


def visits(text):
    course, problems = read(text)
    assert not problems
    return course.visits


def test_a_table_is_read_in_the_order_of_its_days():
    found = visits("date,total,relapse\n2026-02-01,4,yes\n2026-01-01,7,\n")
    assert found == (Visit(NEW_YEAR, 7), Visit(date(2026, 2, 1), 4, relapse=True))


def test_an_empty_total_is_unknown_and_not_zero():
    assert visits("date,total\n2026-01-01,\n2026-01-01,unknown\n2026-01-01,0\n") == (
        Visit(NEW_YEAR),
        Visit(NEW_YEAR),
        Visit(NEW_YEAR, 0),
    )


def test_items_have_columns_of_their_own():
    (found,) = visits("Date,steps,words,version,note\n2026-01-01,3,,2,after a cold\n")
    assert found == Visit(NEW_YEAR, ratings={"steps": 3}, version="2", note="after a cold")


@pytest.mark.parametrize("text", ["date;total\n2026-01-01;7\n", "date\ttotal\r\n2026-01-01\t7\r\n",
                                  "\ufeffdate,total\n\n2026-01-01,7\n,\n"])  # fmt: skip
def test_a_table_as_spreadsheets_save_it_reads_the_same(text):
    assert visits(text) == (Visit(NEW_YEAR, 7),)


def test_json_says_the_same():
    visit = {"date": "2026-01-01", "items": {"steps": 3, "words": None}, "relapse": True}
    text = json.dumps({"scale": "three", "version": "2", "visits": [visit]})
    course, problems = read(text)
    assert not problems
    assert course.scale == "three"
    assert course.visits == (Visit(NEW_YEAR, None, {"steps": 3}, True, "2"),)


def test_json_may_be_visits_alone_one_a_line():
    lines = '{"date": "2026-01-01", "total": 7}\n{"date": "2026-01-02"}\n'
    assert visits(lines) == (Visit(NEW_YEAR, 7), Visit(date(2026, 1, 2)))


@pytest.mark.parametrize(
    ("text", "slug", "line"),
    [
        ("date,total\n01.02.2026,4\n", "bad-date", 2),
        ("date,total\n2026-02-30,4\n", "bad-date", 2),
        ("date,total\n2026-01-01,4.5\n", "wrong-type", 2),
        ("date,total\n2026-01-01,four\n", "wrong-type", 2),
        ("date,total,relaps\n2026-01-01,4,yes\n", "unknown-key", 1),
        ("date,total,total\n2026-01-01,4,4\n", "duplicate-key", 1),
        ("total\n4\n", "missing-key", 1),
        ("date,total,relapse\n2026-01-01,4,perhaps\n", "bad-value", 2),
        ("date,total\n2026-01-01,4,5\n", "bad-value", 2),
        ("", "missing-key", 1),
        ("date,total\n", "missing-key", 1),
        ('[{"date": "2026-01-01", "total": true}]', "wrong-type", 1),
        ('[{"date": "yesterday"}]', "bad-date", 1),
        ('[{"total": 4}]', "missing-key", 1),
        ('[{"date": "2026-01-01", "items": {"mood": 1}}]', "unknown-key", 1),
        ('[{"date": ', "bad-json", 1),
    ],
)
def test_a_mistake_is_reported_where_it_is(text, slug, line):
    course, problems = read(text)
    assert course is None
    assert {(each.slug, each.line) for each in problems} >= {(slug, line)}


def test_a_file_that_nobody_could_read_as_a_picture_is_refused():
    course, problems = read("date\n" + "2026-01-01\n" * (MOST_VISITS + 1))
    assert course is None
    assert "more than" in problems[0].message


@given(st.text() | st.text("date,total;\n\t2026-01\"'{}[]:1\x00\r"))
def test_no_text_raises(text):
    read(text)
