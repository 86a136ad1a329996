"""Reading undoes writing; writing undoes reading; nothing that a file can hold raises."""

import tempfile
from pathlib import Path

from hypothesis import given

from nosograph.entries.frequency import parse_frequency, write_frequency
from nosograph.entries.read import read_entry
from nosograph.entries.write import entry_files, write_entry
from nosograph.model.problems import Problems
from tests.strategies import entries, frequencies


@given(entries())
def test_what_is_written_reads_back_the_same(entry):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, entry.slug)
        write_entry(entry, folder)
        read = read_entry(folder, Problems())

    assert read == entry
    assert entry_files(read) == entry_files(entry)


@given(frequencies())
def test_a_written_frequency_reads_back_the_same(frequency):
    assert parse_frequency(write_frequency(frequency)) == frequency
