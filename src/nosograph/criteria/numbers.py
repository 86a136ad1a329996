"""Numbers as people write them: `7.0`, `7,0`, `1.234,5`, `12 500`, `>7.0`, `1e3`.

Rule 1. What can be two numbers is none: a comma before a last group of three digits parts
thousands for some and decimals for others, a point does where the page's decimal mark is a comma.

Rule 2. Lengths and powers are bounded before anything is computed.
"""

import re
from decimal import Decimal
from typing import NamedTuple

COMPARATORS = ("<", "<=", ">", ">=", "~")
"""What a value may say about the number with it: it lies below, above, or somewhere near."""

LONGEST, SMALLEST, LARGEST = 40, -30, 15
"""Characters of a number at most, and its powers of ten: no measurement goes beyond."""

SPELT = {"≤": "<=", "≦": "<=", "≥": ">=", "≧": ">=", "=<": "<=", "=>": ">=", "＜": "<", "＞": ">",
         "≈": "~"}  # fmt: skip
"""Comparators as they are written, besides those."""
_SPACES = re.compile(r"[\s’']+")
_NUMBER = re.compile(
    r"(?P<sign><=|>=|[<>~])?\s*(?P<minus>[+-]?)(?P<body>[\d., ]*\d)(?:e(?P<power>[+-]?\d{1,3}))?",
    re.ASCII | re.IGNORECASE,
)
_NOT_FINITE = re.compile(r"[<>=~+-]*\s*(nan|inf|infinity)", re.ASCII | re.IGNORECASE)


class Number(NamedTuple):
    """A number, and whether the value is that or lies on one side of it."""

    value: Decimal
    comparator: str = ""


class NumberError(ValueError):
    """A text that cannot be taken for a number; `reason` says why, as a code."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        """empty, not_a_number, not_finite, ambiguous or too_large."""


def read_number(text: str, decimal: str = ".") -> Number:
    """The number that `text` writes, where `decimal` is the mark that its page or file uses.

    Raises:
        NumberError: it writes none, or it may be two.
    """
    shown = repr(text[:LONGEST])
    if len(text) > LONGEST:
        raise NumberError("too_large", f"{shown} … is longer than any number that is measured")
    for spelt, meant in (*SPELT.items(), ("−", "-")):
        text = text.replace(spelt, meant)
    text = _SPACES.sub(" ", text).strip()
    match = _NUMBER.fullmatch(text)
    plain = match and _plain(match["body"], decimal)
    if match is None or plain is None:
        if not text:
            raise NumberError("empty", "no number was written")
        if _NOT_FINITE.fullmatch(text):
            raise NumberError("not_finite", f"{shown} is no value")
        raise NumberError(
            "not_a_number", f"{shown} is no number: write it like 7.0, 1234.5 or <6.5"
        )
    if not plain:
        digits = re.sub("[.,]", "", match["body"])
        whole, part = re.split("[.,]", match["body"])
        near = f"{whole}{decimal}{part.rstrip('0') or '0'}"
        raise NumberError("ambiguous", f"{shown} may be two numbers: write {digits} or {near}")
    value = Decimal(f"{match['minus']}{plain}E{match['power'] or 0}")
    if value and not SMALLEST <= value.adjusted() <= LARGEST:
        raise NumberError(
            "too_large", f"{shown} is larger or smaller than anything that is measured"
        )
    return Number(value, match["sign"] or "")


def plain_number(value: Decimal, comparator: str = "") -> str:
    """The number without a power, so that it reads back wherever it is typed."""
    text = f"{value:f}"
    part = text.partition(".")[2]
    # A fourth decimal says that the mark before it parts no thousands.
    return f"{comparator}{text}{'0' if len(part) == 3 else ''}"


def exact(value: object) -> Decimal:
    """A number out of JSON or YAML; floats are read as they are written.

    Raises:
        NumberError: it is no finite number, or only a bound of one.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise NumberError("not_a_number", f"not a number: {value!r}")
    if isinstance(value, int) and abs(value) >= 10 ** (LARGEST + 1):
        raise NumberError("too_large", "the number is larger than anything that is measured")
    found = read_number(str(value))
    if found.comparator:
        raise NumberError("not_a_number", f"not a number, but a bound of one: {value!r}")
    return found.value


def _plain(body: str, decimal: str) -> str | None:
    """The digits with a point for the decimals; empty where they may be two numbers."""
    body = body.strip()
    marks = "".join(each for each in body if each in ".,")
    if " " in body:
        grouped = re.fullmatch(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", body)
        return body.replace(" ", "").replace(",", ".") if grouped else None
    if not marks:
        return body
    whole, _, part = body.rpartition(marks[-1])
    if len(marks) == 1:
        could_be_thousands = len(part) == 3 and re.fullmatch("[1-9][0-9]{0,2}", whole)
        if could_be_thousands and (marks == "," or decimal != "."):
            return ""
        return f"{whole or 0}.{part}"
    thousands = marks[0]
    if marks[-1] == thousands:
        whole, part = body, ""
    grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", whole)
    return f"{whole.replace(thousands, '')}.{part}" if grouped else None
