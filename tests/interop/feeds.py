"""What HL7's KnowledgeResponse schema asks of a feed, in our own words, and the schema itself.

`NOSOGRAPH_CONFORMANCE` names a folder with `infobutton/KnowledgeResponse.xsd`, which is HL7's and
not ours to pass on.
"""

import os
from pathlib import Path

from lxml import etree

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_ATTRIBUTES = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.w3.org/XML/1998/namespace">
 <xs:attribute name="lang" type="xs:language"/><xs:attribute name="base" type="xs:anyURI"/>
</xs:schema>"""
_FEED = ("title", "subtitle", "author", "updated", "category", "id", "link", "entry")
_ENTRY = ("title", "link", "id", "updated", "summary")
_LINK = {"href", "rel", "type", "hreflang", "title"}


def schema():
    """HL7's schema, or None where it is not at hand."""
    folder = os.environ.get("NOSOGRAPH_CONFORMANCE")
    file = Path(folder or "") / "infobutton" / "KnowledgeResponse.xsd"
    if not folder or not file.is_file():
        return None
    parser = etree.XMLParser()
    parser.resolvers.add(_Attributes())
    return etree.XMLSchema(etree.parse(file, parser))


class _Attributes(etree.Resolver):
    def resolve(self, url, id, context):
        return self.resolve_string(_XML_ATTRIBUTES, context) if url.endswith("xml.xsd") else None


def mistakes(content):
    """What is wrong with a feed."""
    root = etree.fromstring(content)
    found = [] if root.tag == "feed" and root.get(LANG) else ["no feed with a language"]
    found += _out_of_order(root, _FEED) + _missing(root, ("title", "updated", "id"))
    for entry in root.findall("entry"):
        found += _out_of_order(entry, _ENTRY) + _missing(entry, ("title", "id", "updated"))
        found += [] if entry.get(LANG) else ["an entry without a language"]
        found += ["a link without all its parts" for link in entry.findall("link")
                  if set(link.keys()) != _LINK or not all(link.values())]  # fmt: skip
    told = schema()
    if told is not None and not told.validate(root):
        found += [str(each) for each in told.error_log]
    return found


def _out_of_order(node, order):
    unknown = [each.tag for each in node if each.tag not in order]
    if unknown:
        return [f"unknown {unknown}"]
    places = [order.index(each.tag) for each in node]
    return [] if places == sorted(places) else [f"{node.tag} out of order"]


def _missing(node, names):
    return [f"{node.tag} without {name}" for name in names if not node.findtext(name)]
