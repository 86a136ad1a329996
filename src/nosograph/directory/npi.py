"""National Provider Identifiers: ten digits, the last of which checks the others.

Rule. The check digit is Luhn's over `80840` and the identifier (45 CFR 162.406).
"""

import numpy as np
from numpy.typing import NDArray

from nosograph.directory.rejects import Rejects

_PREFIX = 24
"""What the digits `80840` add to Luhn's sum (CMS, NPI check digit)."""


def check_digit(nine: str) -> str:
    """The tenth digit for nine others."""
    total = _PREFIX
    for place, digit in enumerate(map(int, nine)):
        value = digit * 2 if place % 2 == 0 else digit
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_npi(text: str) -> bool:
    """Whether `text` is an identifier with the right check digit."""
    if len(text) != 10 or not (text.isascii() and text.isdigit()) or text[0] not in "129":
        return False
    return check_digit(text[:9]) == text[9]


def valid(numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each number is an identifier; numbers that start with 9 are made up.

    Shape (numbers,), bool.
    """
    rest, total = numbers.copy(), np.full(len(numbers), _PREFIX, np.int64)
    for place in range(10):
        rest, digit = np.divmod(rest, 10)
        value = digit if place % 2 == 0 else digit * 2
        total += np.where(value > 9, value - 9, value)
    first = numbers // 10**9
    fits: NDArray[np.bool_] = (total % 10 == 0) & np.isin(first, (1, 2, 9)) & (rest == 0)
    return fits


def kept(
    text: str, file: str, row: int, rejects: Rejects, *, keep: bool, field: str = "NPI"
) -> int:
    """The number of an identifier; 0, and reported, where the row that gives it is left out.

    `keep` keeps ten digits whose check digit is wrong.
    """
    if is_npi(text):
        return int(text)
    stays = keep and len(text) == 10 and text.isascii() and text.isdigit()
    rejects.add(file, row, "bad-npi-kept" if stays else "bad-npi", text, field)
    return int(text) if stays else 0
