"""Whose record it is: references to patients in every form that FHIR has for them.

Rule. A person is credited only with what certainly speaks of them. A reference that names no
patient, another server's, or nobody in particular leaves the resource out.
"""

import re
from typing import Any

from nosograph.formats.stated import LeftOutError, Why

_REFERENCE = re.compile(
    r"(?:(?P<base>https?://.+)/)?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9\-.]{1,64})"
    r"(?:/_history/[A-Za-z0-9\-.]{1,64})?"
)


class References:
    """The patients that resources may refer to, and the server that they live on."""

    def __init__(self) -> None:
        self._urls: dict[str, str] = {}
        self._base = ""

    def learn(self, url: str, id: str) -> None:
        """A patient's `fullUrl` in the bundle, which also tells the server that it is of."""
        self._urls[url] = id
        match = _REFERENCE.fullmatch(url)
        self._base = self._base or (match and match["base"]) or ""

    def person(self, subject: Any, contained: Any = None) -> str:
        """The id of the patient that `subject` names.

        Raises:
            LeftOutError: it names none.
        """
        if not isinstance(subject, dict):
            raise LeftOutError(Why.PERSON, "has no subject")
        text = subject.get("reference")
        if not isinstance(text, str) or not text:
            how = "by an identifier alone" if subject.get("identifier") else "by no reference"
            raise LeftOutError(Why.PERSON, f"the subject is named {how}")
        if text.startswith("#"):
            return self._contained(text[1:], contained)
        known = self._urls.get(text.partition("/_history/")[0])
        if known is not None:
            return known
        if text.startswith("urn:uuid:"):
            return text  # an entry of another bundle: nobody's id
        match = _REFERENCE.fullmatch(text)
        if match is None:
            raise LeftOutError(Why.PERSON, "the subject's reference cannot be followed")
        if match["type"] != "Patient":
            raise LeftOutError(Why.PERSON, f"the subject is a {match['type']}")
        self._base = self._base or match["base"] or ""
        if match["base"] and match["base"] != self._base:
            raise LeftOutError(Why.PERSON, "the subject lives on another server than the others")
        return match["id"]

    def _contained(self, id: str, contained: Any) -> str:
        """A contained resource is nobody's own record, unless it names the patient it stands for."""
        if any(isinstance(each, dict) and each.get("id") == id for each in contained or ()):
            raise LeftOutError(Why.PERSON, "the subject is contained, not a patient of its own")
        raise LeftOutError(Why.PERSON, "the subject's reference leads nowhere")
