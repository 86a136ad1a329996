"""How entries write frequencies: `14/16`, `45 %`, `80–99 %`, or the name of a class.

Rule. What is written reads back as the same frequency.
"""

import re
from decimal import Decimal

from nosograph.entries.fields import Fields
from nosograph.entries.problems import did_you_mean
from nosograph.model.annotations import FREQUENCY_CLASSES, Frequency

CLASSES = {name: Frequency(low, high, name=name) for name, low, high in FREQUENCY_CLASSES.values()}
"""Class names and what they stand for."""

_COUNTED = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})", re.ASCII)
_NUMBER = r"(\d{1,3}(?:\.\d{1,30})?)"
_SHARE = re.compile(rf"{_NUMBER}\s*(?:[–-]\s*{_NUMBER}\s*)?%", re.ASCII)


def parse_frequency(text: str) -> Frequency:
    """The frequency that `text` spells.

    Raises:
        ValueError: it spells none.
    """
    if text in CLASSES:
        return CLASSES[text]
    if counted := _COUNTED.fullmatch(text):
        return Frequency.counted(int(counted[1]), int(counted[2]))
    if share := _SHARE.fullmatch(text):
        low, high = Decimal(share[1]) / 100, Decimal(share[2] or share[1]) / 100
        if low <= high <= 1:
            return Frequency(float(low), float(high))
    raise ValueError(f"not a frequency: {text!r}")


def write_frequency(frequency: Frequency) -> str:
    """The canonical spelling of `frequency`."""
    if frequency.name:
        return frequency.name
    if frequency.count is not None:
        return f"{frequency.count}/{frequency.total}"
    low, high = _percent(frequency.low), _percent(frequency.high)
    return f"{low} %" if low == high else f"{low}–{high} %"


def _percent(share: float) -> str:
    # repr() is the shortest text that gives the same float, so nothing is lost on the way.
    text = format(Decimal(repr(float(share))) * 100, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_frequency(fields: Fields) -> Frequency | None:
    """The `frequency`; None after reporting that it is none, or when there is none."""
    text = fields.text("frequency")
    if not text:
        return None
    try:
        return parse_frequency(text)
    except ValueError:
        fields.desk.note(
            "bad-frequency",
            f"{text!r} is not a frequency",
            fields.place("frequency"),
            value=text,
            hint=did_you_mean(
                text, CLASSES, "write 7/12, 45 %, 80–99 %, or a class such as frequent"
            ),
        )
        return None
