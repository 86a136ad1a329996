"""Requests that are as much work as the limits allow: what a release holds, and inputs made of it."""

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from nosograph.library.reader import Library

FORM, JSON, NOTE = 64 * 1024, 64 * 1024, 512 * 1024
"""Bytes of a form, a document and a form with a note that are taken."""
FILE = 1024 * 1024
FORM_TYPE = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and which input it is."""

    path: str
    what: str = "-"
    method: str = "GET"
    more: dict[str, Any] = field(default_factory=dict)


def cut(text: str, size: int) -> str:
    """The beginning of a text that a form of so many bytes can carry."""
    return text[: int(size * 0.6)]


class World:
    """What a release holds that is much work, and inputs made of it."""

    def __init__(self, release: Path) -> None:
        self.chance = random.Random(20261130)
        with Library.open(release) as held:
            rows = held._all
            self.terms = [each for (each,) in rows("select term from finding order by term")]
            self.labels = list(held.labels.values())
            self.slugs = list(held.slugs())
            diseases = [held.disease(each) for each in self.slugs]
            self.long = sorted(
                (each for each in diseases if each), key=lambda each: -len(each.findings)
            )[:20]
            self.curated = [each for each in diseases if each and each.entry]
            self.sets = [(slug, id) for id, slug in held.criteria_sets()]
            self.items = {
                id: [item.id for item in found.items]
                for _, id in self.sets
                if (found := held.criteria_set(id))
            }
            self.letters = [each.letter for each in held.letters()]
            self.genes = sorted({gene.symbol for each in diseases if each for gene in each.genes})
            self.places = [slug for slug, _ in held.chapters()]
            self.presentations = [each.slug for each in held.presentations]

    def some(self, count: int) -> list[str]:
        """So many findings."""
        return self.chance.sample(self.terms, min(count, len(self.terms)))

    def texts(self, size: int) -> Iterator[tuple[str, str]]:
        """Notes of at most so many bytes of a form, by what is hard about them."""
        labels = self.chance.sample(self.labels, min(len(self.labels), 12_000))
        for name, text in {
            "names": ", ".join(labels),
            "names without commas": " ".join(labels),
            "denied names": "no " + ", no ".join(labels),
            "one name": "ataxia " * (size // 7),
            "one denied name": "no ataxia since May, " * (size // 20),
            "denials": "no not without denies " * (size // 20),
            "ages": "at 3 months of age 2 years old " * (size // 30),
            "ids": " ".join(itertools.islice(itertools.cycle(self.terms), size // 11)),
            "one word": "a" * size,
            "one umlaut": "ä" * (size // 6),
            "German compound": "Kleinhirnwurmataxieanfallsleiden" * (size // 32),
            "misspelt": " ".join(
                label[: len(label) // 2] + "x" + label[len(label) // 2 + 1 :] for label in labels
            ),
            "hyphens": "a-" * (size // 2),
            "letters": "a b c d e f g h " * (size // 16),
            "lines": "ataxia\n" * (size // 7),
            "line ends": "\n" * size,
            "dots": "." * size,
            "brackets": "(" * (size // 3),
            "combining": "a" + "\u0301" * (size // 6),
            "dashes": "- ataxia: no\n" * (size // 13),
            "family": "mother had ataxia and her sister no seizures but " * (size // 49),
            "numbers": "1 2 3 4 5 6 7 8 9 10 " * (size // 21),
            "capitals": ", ".join(labels).upper(),
            "parts of names": " ".join(
                word for label in labels for word in reversed(label.split())
            ),
        }.items():
            yield name, cut(text, size)

    def cases(self, size: int) -> Iterator[tuple[str, str]]:
        """Cases of at most so many size, by what is hard about them."""
        items = [item for held in self.items.values() for item in held]
        yield (
            "findings",
            json.dumps(
                {"findings": [{"hpo": each, "status": "present"} for each in self.some(100)]}
            ),
        )
        one = {"item": "a1c", "status": "measured", "value": 6.5, "unit": "%"}
        for name, statement in {
            "equal values": one,
            "long units": one | {"unit": "10*9.m" * 6},
            "odd units": one | {"unit": "(" * 20 + "%" + ")" * 20},
            "long values": one | {"value": "1." + "3" * 36},
        }.items():
            text = json.dumps(statement)
            yield (
                name,
                json.dumps({"findings": [statement] * max(1, size // (len(text) + 2) - 1)}),
            )
        each = [one | {"item": item, "day": day} for day in range(2000) for item in items[:40]]
        each_size = len(json.dumps(each[0])) + 4
        yield "dated values", json.dumps({"findings": each[: size // each_size - 2]})
        half = [{"item": item, "status": "present"} for item in items]
        yield (
            "items",
            json.dumps({"findings": half})[:size]
            if len(json.dumps({"findings": half})) <= size
            else json.dumps({"findings": half[: size // 60]}),
        )


def posted(path: str, what: str, **fields: str) -> Asked:
    """A form."""
    return Asked(path, what, "POST", {"content": urlencode(fields), "headers": FORM_TYPE})


def opened(path: str, what: str, text: str) -> Asked:
    """A file in a form."""
    return Asked(path, what, "POST", {"files": {"file": ("a.json", text)}})


def told(path: str, what: str, content: Any) -> Asked:
    """A document."""
    text = content if isinstance(content, str) else json.dumps(content)
    return Asked(
        path, what, "POST", {"content": text, "headers": {"content-type": "application/json"}}
    )
