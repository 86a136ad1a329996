"""A new entry says nothing yet, and the checker says what to write."""

from datetime import date

from nosograph.entries.check import checked_dictionary
from nosograph.entries.read import read_entry
from nosograph.entries.template import new_entry
from nosograph.entries.write import write_entry
from nosograph.model.codes import Code
from nosograph.model.entries import STANDARD_CHAPTERS, Kind
from nosograph.model.problems import Problems

DAY = date(2026, 1, 15)


def begun(folder, kind=Kind.CURATED):
    entry = new_entry("new-syndrome", "New syndrome", (Code.parse("ORPHA:9999992"),), kind, DAY)
    write_entry(entry, folder / "new-syndrome")
    return entry


def test_it_reads_back_as_it_was_written(tmp_path):
    entry, problems = begun(tmp_path), Problems()

    assert read_entry(tmp_path / "new-syndrome", problems) == entry


def test_every_empty_chapter_is_something_to_do(tmp_path, tiny_sources):
    begun(tmp_path)

    found = checked_dictionary(tmp_path, tiny_sources.ontology, {}, DAY).problems.errors

    empty = [each for each in found if each.slug == "empty-chapter"]
    assert len(empty) >= len(STANDARD_CHAPTERS) // 2
    assert {each.slug for each in found} <= {"empty-chapter", "missing-file", "missing-field"}


def test_a_stub_needs_no_text(tmp_path):
    begun(tmp_path, Kind.STUB)

    assert [each.name for each in (tmp_path / "new-syndrome").iterdir()] == ["entry.yaml"]
