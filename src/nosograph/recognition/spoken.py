"""The languages that notes are read in.

Rule. A language is made once and shared; it keeps nothing of a text but the roots of words.
"""

from functools import cache

from nosograph.recognition.english import English
from nosograph.recognition.german import German
from nosograph.recognition.words import Language

LANGUAGES = ("en", "de")


@cache
def language(tag: str) -> Language:
    """The language of that tag."""
    return German() if tag == German.tag else English()
