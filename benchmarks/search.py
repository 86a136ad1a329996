"""The search box beside SQLite's full-text search, on the same names in the same run.

    .venv/bin/python benchmarks/search.py [RELEASE] [--names 400] [--seed 1]

Questions are made of seeded names of the release: the name itself, the name with one letter of
one word wrong or with its numeral in the other figures, a single misspelt word of it, the first
four letters of one of its words, and four of its findings. An answer is right when it is a disease of that name; for single words and
beginnings, when it is any disease with the whole word in one of its names. Times are wall-clock
times of one question in this process, warm.
"""

import argparse
import random
import re
import sqlite3
import string
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from machine import machine

from nosograph.library.reader import Library
from nosograph.library.spelling import loose, searched
from nosograph.library.words import words
from nosograph.model.diseases import Disease

TARGETS = {
    "exact name": (0.995, None),
    "other numeral": (0.95, None),
    "typo in the name": (0.98, None),
    "typo, one word": (0.97, None),
    "4 letters": (None, 0.93),
    "4 findings": (0.95, None),
}
"""Least share of right answers at rank 1 and in the first ten."""
COMMON = {"en": 0.97, "de": 0.95}
"""Least share of common diseases, as people type them, that stand first."""
SLOWEST = 10.0
"""Milliseconds that one question in a hundred may exceed."""

Search = Callable[[str], list[str]]
"""A query to the slugs of the first ten diseases."""
ROMAN = dict(
    zip(
        map(str, range(1, 21)),
        [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
            "XIX",
            "XX",
        ],
        strict=True,
    )
)
Questions = list[tuple[str, set[str]]]


@dataclass(frozen=True, slots=True)
class Score:
    """How one engine did on one kind of question."""

    first: float
    in_ten: float
    median: float
    p99: float


def mistyped(word: str, chance: random.Random) -> str:
    """`word` with one letter left out, put in, replaced or swapped, but for its first."""
    place = chance.randrange(1, len(word))
    letter = chance.choice(string.ascii_lowercase)
    before, after = word[:place], word[place:]
    return chance.choice(
        [
            before + after[1:],
            before + letter + after,
            before + letter + after[1:],
            before[:-1] + after[0] + before[-1] + after[1:],
        ]
    )


def with_other_numeral(name: str) -> str:
    """`name` with its last Roman numeral in Arabic figures, or the other way round; or empty."""
    arabic = {roman: figure for figure, roman in ROMAN.items()}
    for found in reversed(list(re.finditer(r"\b(\d{1,2}|[IVX]+)(?=[A-H]?\b)", name))):
        other = ROMAN.get(found[1]) or arabic.get(found[1])
        if other and name[: found.start()].endswith(("type ", "Type ", " ")) and found.start() > 5:
            return name[: found.start()] + other + name[found.end() :]
    return ""


def questions(diseases: dict[str, Disease], count: int, seed: int) -> dict[str, Questions]:
    """Kinds of questions with their right answers."""
    chance = random.Random(seed)
    named, having = defaultdict(set), defaultdict(set)
    for slug, disease in diseases.items():
        for name in (disease.name, *(each.text for each in disease.names)):
            named[words(name)].add(slug)
            for word in words(name):
                having[word].add(slug)
    made: dict[str, Questions] = defaultdict(list)
    for slug in chance.sample(sorted(diseases), min(count, len(diseases))):
        name = diseases[slug].name
        right = named[words(name)]
        made["exact name"].append((name, right))
        swapped = with_other_numeral(name)
        if swapped:
            made["other numeral"].append((swapped, right))
        long = list(re.finditer(r"[^\W\d_]{5,}", name))
        if long:
            spot = chance.choice(long)
            wrong = name[: spot.start()] + mistyped(spot[0], chance) + name[spot.end() :]
            made["typo in the name"].append((wrong, right))
        whole = [word for word in words(name) if len(word) >= 6 and word.isalpha()]
        if whole:
            rare = min(whole, key=lambda word: (len(having[word]), word))
            made["typo, one word"].append((mistyped(rare, chance), having[rare]))
            begun = chance.choice(whole)
            made["4 letters"].append((begun[:4], having[begun]))
        labels = [each.label for each in diseases[slug].findings if not each.excluded]
        if len(labels) >= 4:
            made["4 findings"].append((", ".join(chance.sample(labels, 4)), {slug}))
    return made


def common(path: Path) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    """Language → what people type, that language, and the codes or slugs that are right."""
    found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        language, query, right = line.split("\t")
        found[language].append((query, language, tuple(right.split(","))))
    return found


def leads_there(library: Library, query: str, language: str, right: tuple[str, ...]) -> bool:
    """Whether the first result is the disease, or a described one of the very name."""
    results = library.search.search(query, limit=1, language=language).results
    if not results or results[0].type != "disease":
        return False
    (first,) = results
    if first.kind != "classified" and loose(searched(first.name)) == loose(searched(query)):
        return True
    codes = [code.partition(":")[2] for code in first.codes if code.startswith("ICD-10-CM:")]
    return any(
        first.slug == f"icd-10-cm-{each.lower()}"
        or any(code.startswith(each) for code in codes)
        or (each.islower() and each in first.slug)
        for each in right
    )


def nosograph(library: Library) -> Search:
    """Our search box, findings and genes taken out of the answer."""

    def search(text: str) -> list[str]:
        results = library.search.search(text, limit=10).results
        return [result.slug for result in results if result.type == "disease"]

    return search


def fts5(diseases: Iterable[Disease]) -> Search:
    """SQLite FTS5 over names and findings, with beginnings indexed; every word must be there."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "create virtual table page using fts5(slug unindexed, names, findings, "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')"
    )
    for disease in diseases:
        names = " | ".join([disease.name, *(each.text for each in disease.names)])
        labels = " | ".join(each.label for each in disease.findings)
        database.execute("insert into page values (?, ?, ?)", (disease.slug, names, labels))

    def search(text: str) -> list[str]:
        asked = [f'"{word}"' for word in re.findall(r"\w+", text)]
        if not asked:
            return []
        found = database.execute(
            "select slug from page where page match ? order by bm25(page, 0, 5, 1) limit 10",
            (" ".join(asked) + "*",),
        )
        return [slug for (slug,) in found]

    return search


def asked(search: Search, made: Questions) -> Score:
    """The score of an engine on some questions."""
    first = in_ten = 0
    times = []
    for text, right in made:
        started = time.perf_counter()
        found = search(text)
        times.append(time.perf_counter() - started)
        first += bool(found) and found[0] in right
        in_ten += not right.isdisjoint(found[:10])
    times.sort()
    total = len(made)
    median, p99 = times[total // 2], times[min(int(total * 0.99), total - 1)]
    return Score(first / total, in_ten / total, median * 1000, p99 * 1000)


def main() -> int:
    """Print the table; 1 when the search box misses a target."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("release", nargs="?", type=Path, default=Path("releases/current"))
    parser.add_argument("--names", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    with Library.open(told.release) as library:
        diseases = {slug: disease for slug in library.slugs() if (disease := library.disease(slug))}
        made = questions(diseases, told.names, told.seed)
        started = time.perf_counter()
        other = fts5(diseases.values())
        built = time.perf_counter() - started
        print(f"{machine()}; {len(diseases):,} diseases, seed {told.seed}")
        print(f"FTS5 index built in {built:.1f} s (ours is part of the release)\n")
        print("| question | engine | n | hit@1 | hit@10 | p50 ms | p99 ms |")
        print("|---|---|---|---|---|---|---|")
        missed = False
        for kind, each in made.items():
            for engine, search in (("Nosograph", nosograph(library)), ("FTS5", other)):
                asked(search, each[:20])
                score = asked(search, each)
                print(
                    f"| {kind} | {engine} | {len(each)} | {score.first:.3f} | {score.in_ten:.3f} "
                    f"| {score.median:.2f} | {score.p99:.2f} |"
                )
                if engine == "Nosograph" and kind in TARGETS:
                    first, in_ten = TARGETS[kind]
                    missed |= first is not None and score.first < first
                    missed |= in_ten is not None and score.in_ten < in_ten
                missed |= engine == "Nosograph" and score.p99 > SLOWEST
        for language, lines in common(Path(__file__).with_name("common-diseases.tsv")).items():
            share = sum(leads_there(library, *line) for line in lines) / len(lines)
            missed |= share < COMMON[language]
            print(f"| common diseases, {language} | Nosograph | {len(lines)} | {share:.3f} | | | |")
    print("\nTargets missed." if missed else "\nTargets met.")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
