"""Typed values out of a mapping whose places are known.

Rule. A field that is wrong is reported where it stands and read as empty, so that one mistake
does not hide the next.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nosograph.entries.nodes import Node
from nosograph.entries.problems import Desk, Place, did_you_mean
from nosograph.model.forms import Spoken

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What slugs and ids look like."""

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""What a BCP 47 tag looks like."""

_WHOLE = re.compile(r"-?\d{1,4}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_day(text: str) -> date:
    """The day that `text` spells as year-month-day.

    Raises:
        ValueError: it spells none.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(f"not a date: {text!r}")
    return date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping of the format."""

    node: Node
    desk: Desk
    what: str
    """What it describes, for messages: `figure`, `review`."""

    def allow(self, known: Iterable[str]) -> None:
        """Report keys that are not `known`, and keys that come twice."""
        known, seen = tuple(known), set()
        for key, _ in self.node.pairs:
            if key.text in seen:
                self.desk.note(
                    "duplicate-key",
                    f"key {key.text!r} comes twice",
                    key.at,
                    value=key.text,
                    hint="keep one of them; only the first is read",
                )
            elif key.text not in known:
                self.desk.note(
                    "unknown-key",
                    f"a {self.what} has no key {key.text!r}",
                    key.at,
                    value=key.text,
                    hint=did_you_mean(key.text, known, f"the keys are {', '.join(known)}"),
                )
            seen.add(key.text)

    def place(self, key: str) -> Place:
        """Where the value stands, or the mapping when there is none."""
        value = self.node.get(key)
        return self.node.at if value is None else value.at

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text; empty when it is missing or not a text."""
        value = self.node.get(key)
        if value is None:
            if needed:
                self.desk.note(
                    "missing-key",
                    f"a {self.what} needs {key!r}",
                    self.node.at,
                    value=key,
                    hint=f"add '{key}: …'",
                )
            return ""
        return as_text(value, self.desk, key, needed=needed)

    def choice(self, key: str, allowed: Iterable[str], default: str) -> str:
        """One of the allowed words."""
        word = self.text(key)
        if not word:
            return default
        return word if is_allowed(word, allowed, self.desk, self.place(key), key) else default

    def items(self, key: str) -> tuple[Node, ...]:
        """The parts of a list."""
        value = self.node.get(key)
        if value is None:
            return ()
        if value.kind == "list":
            return value.items
        self._wrong(value, key, "a list", "write it as [one, two] or as lines that begin with '- '")
        return ()

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        found = (as_text(item, self.desk, key, needed=True) for item in self.items(key))
        return tuple(each for each in found if each)

    def spoken(self, key: str, *, needed: bool = False) -> Spoken:
        """A text in several languages, as `language: text` lines."""
        if self.node.get(key) is None and not needed:
            return ()
        given = self.mapping(key)
        if given is None:
            return ()
        for language, _ in given.node.pairs:
            if not LANGUAGE.fullmatch(language.text):
                told = f"language cannot be {language.text!r}"
                hint = "write a BCP 47 tag: en, de, pt-BR"
                self.desk.note("bad-value", told, language.at, value=language.text, hint=hint)
        return tuple(
            (each.text, given.text(each.text, needed=True)) for each, _ in given.node.pairs
        )

    def mappings(self, key: str, what: str) -> tuple["Fields", ...]:
        """A list of mappings, each described as `what`."""
        found = []
        for item in self.items(key):
            if item.kind == "mapping":
                found.append(Fields(item, self.desk, what))
            else:
                self._wrong(item, what, "a mapping", "write it as '- key: value' lines")
        return tuple(found)

    def mapping(self, key: str) -> "Fields | None":
        """A mapping; None after reporting that it is missing or none."""
        value = self.node.get(key)
        if value is not None and value.kind == "mapping":
            return Fields(value, self.desk, key)
        if value is None:
            self.text(key, needed=True)
        else:
            self._wrong(value, key, "a mapping", "write its keys on lines of their own, indented")
        return None

    def day(self, key: str) -> date | None:
        """A date; None after reporting that it is missing or none."""
        value = self.node.get(key)
        if value is not None and value.kind in {"date", "text", "number"}:
            try:
                return parse_day(value.text)
            except ValueError:
                self.desk.note(
                    "bad-date",
                    f"{key} {value.text!r} is not a date",
                    value.at,
                    value=value.text,
                    hint="write year-month-day, for example 2026-11-23",
                )
                return None
        self.text(key, needed=True)
        return None

    def truth(self, key: str) -> bool:
        """Whether the key says true; false when it is missing or neither."""
        value = self.node.get(key)
        if value is not None and value.kind != "truth":
            self._wrong(value, key, "true or false", "write true, or leave the key out")
        return value is not None and value.text == "true"

    def whole(self, key: str) -> int:
        """A whole number; 0 after reporting that it is missing or none."""
        value = self.node.get(key)
        if value is not None and value.kind == "number" and _WHOLE.fullmatch(value.text):
            return int(value.text)
        if value is None or value.kind == "nothing":
            self.text(key, needed=True)
        else:
            message = f"{key} {value.text!r} is not a whole number"
            hint = "write it in digits, without quotes"
            self.desk.note("wrong-type", message, value.at, value=value.text, hint=hint)
        return 0

    def id(self, taken: set[str]) -> str:
        """The `id`, which has to be a slug that is not `taken` yet; it is added to them."""
        id, at = self.text("id", needed=True), self.place("id")
        if id and not SLUG.fullmatch(id):
            hint = "use lower-case letters, digits and single hyphens"
            self.desk.note("bad-value", f"id {id!r} is not a slug", at, value=id, hint=hint)
        if id and id in taken:
            hint = "give each its own id"
            self.desk.note("duplicate-id", f"id {id!r} comes twice", at, value=id, hint=hint)
        taken.add(id)
        return id

    def sources(self, cited: list[tuple[str, Place]]) -> tuple[str, ...]:
        """The keys under `sources`, of which one is needed; each goes to `cited` with its place."""
        sources = self.words("sources")
        if not sources:
            self.desk.note(
                "unsourced-claim",
                f"a {self.what} without a source",
                self.node.at,
                value=self.what,
                hint="add 'sources: [key]'",
            )
        cited += [(key, self.node.place("sources", n)) for n, key in enumerate(sources)]
        return sources

    def wrong(self, key: str, message: str, hint: str) -> None:
        """Report a value that does not go with others."""
        value = self.node.get(key)
        text = "" if value is None else value.text
        self.desk.note("bad-value", message, self.place(key), value=text, hint=hint)

    def missing(self, key: str, message: str, hint: str) -> None:
        """Report what the mapping lacks."""
        self.desk.note("missing-key", message, self.node.at, value=key, hint=hint)

    def _wrong(self, value: Node, key: str, expected: str, hint: str) -> None:
        self.desk.note(
            "wrong-type",
            f"{key} is not {expected}{shown(value)}",
            value.at,
            value=value.text,
            hint=hint,
        )


def as_text(value: Node, desk: Desk, key: str, *, needed: bool = False) -> str:
    """The text of a node; empty after reporting that it is none."""
    text = value.text.strip()
    if value.kind == "text":
        if needed and not text:
            desk.note("missing-key", f"{key} is empty", value.at, value=key, hint="fill it in")
        return text
    if value.kind == "nothing":
        desk.note(
            "missing-key",
            f"{key} has no value",
            value.at,
            value=key,
            hint="fill it in or leave it out",
        )
        return ""
    quoted = f"put it between quotes: '{text}'" if text else "write it as one line of text"
    desk.note("wrong-type", f"{key} is not a text{shown(value)}", value.at, value=text, hint=quoted)
    return text


def shown(value: Node) -> str:
    """How a message shows a value of the wrong kind."""
    return f": {value.text!r}" if value.text else f" but a {value.kind}"


def is_allowed(word: str, allowed: Iterable[str], desk: Desk, at: Place, key: str) -> bool:
    """Whether `word` is one of those allowed; reported if not."""
    allowed = tuple(allowed)
    if word in allowed:
        return True
    otherwise = f"use one of: {', '.join(allowed)}"
    desk.note(
        "bad-value",
        f"{key} cannot be {word!r}",
        at,
        value=word,
        hint=did_you_mean(word, allowed, otherwise),
    )
    return False
