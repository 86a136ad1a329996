"""Reading undoes writing; writing undoes reading; nothing that a file can hold raises."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.entries.frequency import parse_frequency, write_frequency
from nosograph.entries.read import read_entry
from nosograph.entries.write import entry_files, write_entry
from nosograph.model.problems import Problems
from tests.strategies import entries, frequencies
from tests.unit.entries.examples import SLUG, checked, copied


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


FILES = [
    "entry.yaml",
    "professional.md",
    "patient.en.md",
    "references.json",
    "pathways.yaml",
    "scales.yaml",
    "differential.yaml",
    "twins.yaml",
    "wiki.yaml",
    "criteria.yaml",
    "vignettes.json",
]
PLACES = [*((SLUG, file) for file in FILES), ("suddenly-unsteady", "presentation.yaml")]
MARKUP = st.sampled_from(
    ["[@", "]", "{{", "}}", ":::", "# ", "\n", ": ", "- ", "'", '"', "[", "{", "&a ", "*a", "<<: ", "\t",
     "|", "!!int ", "%YAML 1.1\n", "---\n", "...\n", "? ", "> ", "HP:", "\ufeff", "\x00", "\r\n", "0", "example2001"]
)  # fmt: skip
texts = st.lists(MARKUP | st.text(max_size=8), max_size=25).map("".join)


@pytest.mark.parametrize(("slug", "file"), PLACES)
@given(text=texts)
def test_no_text_of_a_file_raises(slug, file, text):
    with tempfile.TemporaryDirectory() as place:
        root = copied(Path(place))
        (root / slug / file).write_bytes(text.encode(errors="surrogatepass"))
        check(root)


@pytest.mark.parametrize(("slug", "file"), PLACES)
@given(data=st.data())
def test_no_slip_of_the_hand_raises(slug, file, data):
    with tempfile.TemporaryDirectory() as place:
        root = copied(Path(place))
        path = root / slug / file
        whole = path.read_bytes()
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(len(whole), start + 40)))
        slip = data.draw(texts.map(str.encode) | st.binary(max_size=4))
        path.write_bytes(whole[:start] + slip + whole[end:])
        check(root)


def check(root):
    """Check the dictionary; every problem must point into its file."""
    for problem in checked(root).problems.found:
        path = root / problem.path
        lines = path.read_bytes().decode(errors="replace").split("\n") if path.is_file() else []
        assert problem.line <= max(len(lines), 1)
        assert problem.column <= max(map(len, lines), default=0) + 1
