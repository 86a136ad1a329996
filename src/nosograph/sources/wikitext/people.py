"""Who wrote a page and what else its subject is called, where WikiDoc's templates say so."""

import re

_KEYWORDS = re.compile(r"\{\{\s*SK\s*\}\}(.*)", re.IGNORECASE)
_EDITORS = re.compile(r"\{\{\s*(?:CMG|AE|EIC|AOEIC)\s*\}\}.*", re.IGNORECASE)
_NAMED = re.compile(
    r"\{\{\s*([^{}|]+?)\s*\}\}|\[\[(?:User:)?[^\]|]+\|([^\]]+)\]\]|\[\[(?:User:)?([^\]|]+)\]\]"
)
_BARE = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|'{2,}|<[^<>]*>|\{\{[^{}]*\}\}")
_ROLES = frozenset({"AE", "EIC", "AOEIC"})


def synonyms(text: str) -> tuple[str, ...]:
    """The names behind `{{SK}}`."""
    lines = (_BARE.sub(r"\1", line) for line in _KEYWORDS.findall(text))
    names = (name.strip(" '.\t") for line in lines for name in re.split(r"[,;]", line))
    return tuple(dict.fromkeys(filter(None, names)))


def editors(text: str) -> tuple[str, ...]:
    """Names, and the templates that stand for names, in the lines of the editors."""
    found = (a or b or c for line in _EDITORS.findall(text) for a, b, c in _NAMED.findall(line))
    return tuple(dict.fromkeys(each.strip() for each in found if each not in _ROLES))
