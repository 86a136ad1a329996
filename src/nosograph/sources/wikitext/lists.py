"""Lists that are written in HTML within wikitext."""

from collections.abc import Sequence

from nosograph.prose.tree import Block, Listing
from nosograph.sources.wikitext.nodes import Node, Tag, source
from nosograph.sources.wikitext.reads import Reads


def lists_of(reader: Reads, name: str, contents: Sequence[Node]) -> Listing:
    """A list whose items stand in `<li>`; what stands between them belongs to the item before."""
    items: list[tuple[Block, ...]] = []
    for node in contents:
        if isinstance(node, Tag) and node.name == "li" and not node.markup:
            items.append(reader.blocks(node.contents, within=True))
        elif source([node]).strip():
            said = reader.blocks([node], within=True)
            items[-1:] = [(*items[-1], *said)] if items else [said]
    return Listing(tuple(items), 1 if name == "ol" else None)
