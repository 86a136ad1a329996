"""Cells of exported tables are shown, not run."""

import pytest

from nosograph.formats.spreadsheets import as_text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_what_begins_as_a_formula_is_text(cell):
    assert as_text(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "HP:0001251", "'=1", " =1"])
def test_other_cells_stay_as_they_are(cell):
    assert as_text(cell) == cell
