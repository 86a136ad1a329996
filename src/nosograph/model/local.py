"""What one hospital says beside the dictionary, or in its place.

Rule. It always carries the hospital's name, and never a source: the dictionary's sources stand
behind the dictionary's words alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Local:
    """A hospital's words."""

    hospital: str
    words: tuple[tuple[str, str], ...]
    """Language and text; the language is empty where one text serves all."""
    instead: bool = False
    """Whether they take the place of the dictionary's words, which stay within reach."""
    new: bool = False
    """Whether the whole step is the hospital's."""
    title_before: str = ""
    """The dictionary's title, where the hospital gives the step another."""

    def text(self, language: str) -> str:
        """The words in a language, or else in the one that there is."""
        told = dict(self.words)
        return told.get(language) or told.get("") or self.words[0][1]

    @property
    def languages(self) -> frozenset[str]:
        """The languages that are named."""
        return frozenset(language for language, _ in self.words if language)
