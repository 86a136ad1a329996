"""What the page on importing promises is what the checker says to the lines that it shows."""

import re
from datetime import date
from pathlib import Path

from nosograph.entries.check import check_dictionary
from nosograph.entries.template import new_entry
from nosograph.entries.write import write_entry
from nosograph.model.entries import Kind
from nosograph.model.problems import in_reading_order

PAGE = Path("docs/how-to/import-a-wiki.md").read_text(encoding="utf-8")


def test_the_checker_says_what_the_page_says_it_says(tiny_sources, tmp_path):
    folder = tmp_path / "example-palsy"
    day = date(2026, 1, 1)
    write_entry(new_entry("example-palsy", "Example palsy", (), Kind.CURATED, day), folder)
    file = folder / "professional.md"
    text = file.read_text(encoding="utf-8")
    for chapter, pasted in re.findall(r'```markdown title="(.*?)"\n(.*?)```', PAGE, re.DOTALL):
        assert text.count(f"{chapter}\n") == 1
        text = text.replace(f"{chapter}\n", f"{chapter}\n\n{pasted}")
    file.write_text(text, encoding="utf-8")

    problems = check_dictionary(folder, tiny_sources.ontology, {}, day)

    (promised,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    said = [each for each in in_reading_order(problems.found) if each.slug != "empty-chapter"]
    assert [str(each).splitlines()[0] for each in said] == promised.splitlines()
