"""A code as entries write it: `ORPHA:1183`.

Rule. Codes of licensed systems may not be carried, so they are refused by name.
"""

import re

from nosograph.entries.fields import Fields
from nosograph.entries.problems import did_you_mean
from nosograph.model.codes import SYSTEMS, Code

_LICENSED = re.compile(r"\s*(snomed|sct\b|sctid|meddra|mdr\b)", re.IGNORECASE)


def read_code(fields: Fields) -> Code | None:
    """The `code`; None after reporting that it is missing or none."""
    text = fields.text("code", needed=True)
    if not text:
        return None
    place = fields.place("code")
    if licensed := _LICENSED.match(text):
        fields.desk.note(
            "licensed-system",
            f"{text!r} is a code of a licensed system",
            place,
            value=text,
            hint=f"delete it: {licensed[1]} codes may not be carried",
        )
        return None
    try:
        return Code.parse(text)
    except ValueError:
        prefix = text.partition(":")[0]
        known = ", ".join(SYSTEMS)
        fields.desk.note(
            "bad-code",
            f"{text!r} is not a code",
            place,
            value=text,
            hint=f"check the number at {SYSTEMS[prefix].title}"
            if prefix in SYSTEMS
            else did_you_mean(prefix, SYSTEMS, f"write SYSTEM:value, with one of {known}"),
        )
        return None
