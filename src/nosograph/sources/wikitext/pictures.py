"""Pictures in a page: their captions stay in the text, their names are kept beside it."""

import re
from collections.abc import Iterator

from nosograph.prose.tree import Inline
from nosograph.sources.wikitext.lines import Lines
from nosograph.sources.wikitext.namespaces import FILES
from nosograph.sources.wikitext.nodes import Code, Words, parsed, source
from nosograph.sources.wikitext.reads import Reads
from nosograph.sources.wikitext.tables import flat

FILE = re.compile(rf"\s*(?:{FILES})\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
_OPTION = re.compile(
    r"thumb(?:nail)?|frame(?:d|less)?|border|right|left|cent(?:er|re)|none|upright(?:[ =][\d.]+)?"
    r"|x?\d+(?:x\d+)?px|(?:alt|link|lang|page|class|thumb|upright|start|thumbtime)\s*=.*|baseline"
    r"|middle|sub|super|top|text-top|bottom|text-bottom|miniatur|mini|hochkant(?:=[\d.]+)?|rechts"
    r"|links|zentriert|rahmenlos|vignette|gauche|droite|centré|miniaturadeimagen|miniatura|derecha"
    r"|izquierda|destra|sinistra|direita|esquerda|мини|справа|слева|miniatuur|rechts",
    re.IGNORECASE | re.DOTALL,
)


def picture(reads: Reads, name: str, options: Code, lines: Lines) -> None:
    """Read a picture: the last part that is no option is what it shows."""
    reads.counts["files"] += 1
    caption: tuple[Inline, ...] = ()
    for part in _split(options):
        if not _OPTION.fullmatch(source(part).strip()):
            caption = flat(reads.blocks(part, within=True))
    reads.keep("file", name, (), f"[[{name}|{source(options)}]]")
    if caption:
        lines.caption(caption)


def gallery(reads: Reads, contents: str, lines: Lines) -> None:
    """Read a gallery: a picture a line."""
    for each in contents.split("\n"):
        name, _, rest = each.partition("|")
        if name.strip():
            found = FILE.fullmatch(name)
            called = (found[1] if found else name).strip()
            picture(reads, called, parsed(rest, reads.at.line), lines)


def _split(code: Code) -> Iterator[Code]:
    """The arguments of a picture: nodes between bars."""
    part: Code = []
    for node in code:
        if isinstance(node, Words) and "|" in node.text:
            first, *more = node.text.split("|")
            part.append(Words(first, node.line))
            for each in more:
                yield part
                part = [Words(each, node.line)]
        else:
            part.append(node)
    yield part
