"""The notebooks of the manual, run on the default release from top to bottom."""

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


def shown(source, names):
    """Run a cell; what its last line, if it is an expression, gives to be shown."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)  # our own cells
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, monkeypatch):
    if not (ROOT / "releases" / "current" / "manifest.json").is_file():
        pytest.skip("the default release is not built: make release")
    monkeypatch.chdir(ROOT)
    names = {}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]

    for cell in cells:
        if cell["cell_type"] == "code":
            names["_"] = shown("".join(cell["source"]), names)
            if hasattr(names["_"], "_repr_html_"):
                assert names["_"]._repr_html_()

    assert names["oms"].slug == "opsoclonus-myoclonus-syndrome"
    assert names["verdict"].levels == {"oms": "undetermined"}
    assert names["ranking"][0].id == "ORPHA:1183"


def test_there_are_notebooks_and_none_holds_output():
    cells = [c for path in NOTEBOOKS for c in json.loads(path.read_text("utf-8"))["cells"]]

    assert cells
    assert not any(cell.get("outputs") for cell in cells)
