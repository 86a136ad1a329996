"""Opening hours as one line, in the spelling of OpenStreetMap: `Mo-Fr 09:00-17:00; Sa off`.

Rule. Days and times are the register's; what it does not say is left out.
"""

import re
from typing import Any

DAYS = {"mon": "Mo", "tue": "Tu", "wed": "We", "thu": "Th", "fri": "Fr", "sat": "Sa", "sun": "Su"}
_ORDER = tuple(DAYS.values())
_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)(?::\d{2})?")


def hours_of(times: list[dict[str, Any]]) -> str:
    """FHIR's `availableTime` or `hoursOfOperation`.

    Raises:
        ValueError: a day or a time is none.
        KeyError: a day is none.
    """
    lines = []
    for each in times:
        days = _joined([DAYS[str(day)] for day in each.get("daysOfWeek", [])])
        start = each.get("availableStartTime") or each.get("openingTime")
        end = each.get("availableEndTime") or each.get("closingTime")
        if each.get("allDay") is True:
            span = "00:00-24:00"
        elif start and end:
            span = f"{_time(start)}-{_time(end)}"
        else:
            span = ""
        if days or span:
            lines.append(f"{days} {span}".strip())
    return "; ".join(dict.fromkeys(lines))


def _time(text: object) -> str:
    match = _TIME.fullmatch(str(text))
    if match is None:
        raise ValueError(f"no time of day: {text!r}")
    return f"{match[1]}:{match[2]}"


def _joined(days: list[str]) -> str:
    """Days in order, runs of three or more as their ends."""
    places = sorted({_ORDER.index(day) for day in days})
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ",".join(
        f"{_ORDER[run[0]]}-{_ORDER[run[-1]]}" if len(run) > 2 else ",".join(_ORDER[d] for d in run)
        for run in runs
    )
