"""What was measured, as Markdown tables. Every column of the protocol is there; none is chosen."""

from collections.abc import Iterable, Iterator, Sequence

from nosograph.evaluation.by_age import BandRow
from nosograph.evaluation.clinicians import Measured
from nosograph.evaluation.cohort import Agreement, Speed
from nosograph.evaluation.disturbed import Disturbed
from nosograph.evaluation.recognition import RecognitionRow
from nosograph.evaluation.report import Report, Row
from nosograph.evaluation.wiki import RECALL, MeasuredPage

VERDICTS = ("met", "not_met", "undetermined")


def of_differential(measured: Report) -> Iterator[str]:
    """How a ranking did on published cases."""
    yield (
        f"annotations {measured.version}, {measured.diseases} diseases;"
        f" {measured.given} cases with diagnosis and publication, {measured.tested} tested\n"
    )
    for policy, by_disease in dict.fromkeys((row.policy, row.by_disease) for row in measured.rows):
        counted = "averaged over diseases" if by_disease else "averaged over cases"
        yield f"Candidates: {policy.value}; {counted}; 95 % intervals by publication\n"
        yield _head("findings", "track", "cases", "top-1", "top-3", "top-10")
        for row in measured.rows:
            if (row.policy, row.by_disease) == (policy, by_disease):
                yield _row(row.findings, row.track.value, row.cases, *_shares(row))
        yield ""
    yield "Confidence, on NONLEAK; unknown: cases whose disease nobody has annotated\n"
    yield _head("level", "cases", "first", "among ten", "unknown")
    for level in measured.trusted:
        first, ten = (100 * each / max(level.cases, 1) for each in (level.first, level.ten))
        yield _row(level.level.value, level.cases, f"{first:.0f} %", f"{ten:.0f} %", level.unknown)
    yield "\nThe yardstick follows LIRICAL's published rules; it is not that program."


def of_disturbed(rows: Sequence[Disturbed]) -> Iterator[str]:
    """How rankings bear wrong and imprecise findings."""
    yield "Wrong and imprecise findings, on NONLEAK; OMIM only, findings present alone\n"
    yield _head("findings", "ranking", "cases", "top-1", "top-3", "top-10")
    for row in rows:
        yield _row(row.change, row.ranking, row.cases, *(f"{each:.1f}" for each in row.tops))


def of_ages(rows: Sequence[BandRow]) -> Iterator[str]:
    """What the age is worth, by band."""
    yield "Invented patients of two findings by age; all groups; late: diseases of adults in the first twenty\n"
    yield _head("age", "asked with", "patients", "median rank", "first", "among ten", "late")
    for row in rows:
        shares = (f"{each:.0f} %" for each in (row.first, row.ten))
        yield _row(row.band, row.asked, row.patients, f"{row.median:g}", *shares, f"{row.late:.1f}")


def of_cohort(
    engine: str, agreements: Sequence[Agreement], speeds: Sequence[Speed]
) -> Iterator[str]:
    """Whether an engine agrees with the reference, and what runs over a hospital cost."""
    if agreements:
        yield f"Verdicts of {engine} and of the reference, on people at the edges of each set\n"
        yield _head("set", "level", "people", "met", "not met", "undetermined", "disagreements")
    for each in agreements:
        for level, counts in each.outcomes.items():
            cells = (f"{counts.get(verdict, 0):,}" for verdict in VERDICTS)
            yield _row(each.set_id, level, f"{each.people:,}", *cells, each.disagreements)
    if speeds:
        yield "\nCPU seconds, best of three; ratio to a scan of the needed columns\n"
        yield _head("set", "facts", "people", "asked about", "scan", "run", "ratio", "people/s", "MB")  # fmt: skip
    for speed in speeds:
        wall = sum(cost.wall for cost in speed.costs[1:])
        yield _row(
            speed.set, f"{speed.facts:,}", f"{speed.persons:,}", f"{speed.matched:,}",
            f"{speed.scan:.2f}", f"{speed.run:.2f}", f"{speed.run / max(speed.scan, 1e-9):.2f}",
            f"{speed.persons / max(wall, 1e-9):,.0f}", speed.peak_megabytes,
        )  # fmt: skip


def of_pages(pages: Sequence[MeasuredPage]) -> Iterator[str]:
    """What was kept of each page of a wiki."""
    yield _head("page", "words", "recall in order", "parts not read", "left over", "doubts", "ms")
    for page in pages:
        missed = (f"{had - read} {part}" for part, (had, read) in page.counts.items() if had > read)
        otherwise = () if page.agreed else ("other parsers disagree",)
        told = page.failure or ", ".join((*missed, *otherwise))
        yield _row(
            page.title, f"{page.words:,}", f"{page.recall:.4f}", told, page.left, page.doubts,
            f"{1000 * page.seconds:.0f}",
        )  # fmt: skip
    words, seconds = sum(each.words for each in pages), sum(each.seconds for each in pages)
    kept = sum(each.words * each.recall for each in pages)
    failed = sum(not each.kept for each in pages)
    yield (
        f"\n{len(pages)} pages, {failed} below {RECALL} or with parts not read;"
        f" recall {kept / max(words, 1):.4f} over all words;"
        f" {len(pages) / max(seconds, 1e-9):.1f} pages per CPU-second"
    )


def of_recognition(rows: Iterable[RecognitionRow]) -> Iterator[str]:
    """How systems did on one gold corpus."""
    yield _head("system", "mention P", "R", "F1", "document P", "R", "F1", "notes per CPU-second")
    for row in rows:
        shares = (
            f"{value:.3f}"
            for each in (row.mention, row.document)
            for value in (each.precision, each.recall, each.f1)
        )
        yield _row(row.system, *shares, f"{row.per_second:,.0f}")


def of_clinicians(measured: Measured) -> Iterator[str]:
    """What importing and asking a directory cost, and which answers differed from the scan's."""
    for name, rate in measured.ingest.items():
        yield f"ingest to {name}: {rate:,.0f} providers per CPU-second"
    for name, size in measured.megabytes.items():
        yield f"{name}: {size:,.0f} MB"
    yield ""
    yield _head("engine", "question", "asked", "median CPU ms", "p99", "wrong")
    for row in measured.latency:
        yield _row(
            row.engine, row.question, row.asked, f"{row.median:.2f}", f"{row.p99:.2f}", row.wrong
        )


def _head(*names: str) -> str:
    return f"{_row(*names)}\n|{'---|' * len(names)}"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _shares(row: Row) -> Iterator[str]:
    sign = "+" if row.paired else ""
    for each in row.tops:
        yield f"{each.value:{sign}.1f} [{each.low:{sign}.1f}, {each.high:{sign}.1f}]"
