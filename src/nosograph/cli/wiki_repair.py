"""What a damaged copy of a wiki's page is told of: as text, and as one document."""

import re
from dataclasses import asdict
from typing import Any

from nosograph.cli.output import out
from nosograph.render.pathway import as_json, as_text
from nosograph.sources.wikitext.charts import with_one_start
from nosograph.sources.wikitext.page import DOUBTS, Chart, WikiPage


def chart_document(chart: Chart) -> dict[str, Any]:
    """A chart with its edges, the rows that it was drawn with and what is doubted of it."""
    edges = [
        {"from": step.id, "to": edge.to, "inferred": edge.inferred}
        for step, edge in chart.pathway.edges()
    ]
    doubts = [asdict(each) for each in chart.doubts]
    told = {"line": chart.line, "edges": edges, "rows": chart.rows, "doubts": doubts}
    return as_json(chart.pathway) | told


def document(page: WikiPage) -> dict[str, Any]:
    """All of it as one document."""
    return {
        "title": page.title,
        "synonyms": page.synonyms,
        "editors": page.editors,
        "sections": [
            {
                "level": each.level,
                "title": each.title,
                "line": each.line,
                "blocks": len(each.blocks),
            }
            for each in page.sections
        ],
        "references": [dict(each.csl) | {"uses": each.uses} for each in page.references],
        "charts": list(map(chart_document, page.charts)),
        "doubts": [asdict(each) for each in page.doubts],
    }


def print_repaired(page: WikiPage) -> None:
    """Print what is gone, what was mended and what could be had back."""
    out.print(page.title, markup=False)
    for slug, meaning in DOUBTS.items():
        found = [each for each in page.doubts if each.slug == slug]
        if found:
            out.print(f"\n{len(found)} {slug}: {meaning}", markup=False)
        for each in found:
            made = f" -> {each.mended}" if each.mended else ""
            out.print(f"  line {each.line}: {each.value}{made}", markup=False)
    for chart in page.charts:
        whole = as_text(with_one_start(chart.pathway, chart.pathway.title))
        out.print("\n" + re.sub(r"\n{3,}", "\n\n", whole), markup=False)
    out.print(f"{len(page.references)} references:", markup=False)
    for work in page.references:
        year = ((work.csl.get("issued") or {}).get("date-parts") or [["?"]])[0][0]
        cited = f"cited {work.uses} times" if work.uses else "cited by nothing"
        out.print(f"  {work.key} ({year}), {cited}: {work.csl['title']}", markup=False)
