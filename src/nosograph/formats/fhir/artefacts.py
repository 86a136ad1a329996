"""The head of every artefact of the dictionary: what it is called, whose it is, what it cites.

Rule. Nothing here has been reviewed by a clinician unless the entry says so: until then an
artefact is a draft for FHIR too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nosograph.formats.fhir.coding import coding
from nosograph.formats.fhir.shapes import (
    Resource,
    canonical,
    coded,
    concept,
    filled,
    narrative,
    resource_id,
)
from nosograph.model.diseases import Disease
from nosograph.model.entries import Reference

PUBLISHER = "Nosograph"
USAGE = "http://terminology.hl7.org/CodeSystem/usage-context-type"


@dataclass(frozen=True, slots=True)
class Edition:
    """The release that artefacts belong to."""

    version: str
    date: str
    """ISO day."""
    base_url: str = ""
    """Where pages are, for links to them; empty for none."""

    def page(self, path: str) -> str:
        """The address of a page; empty where the site's is not known."""
        return self.base_url + path if self.base_url else ""


def head(
    type: str, id: str, title: str, edition: Edition, /, *, status: str = "active", **more: Any
) -> Resource:
    """The elements that canonical resources share."""
    return filled(
        {
            "resourceType": type,
            "id": id,
            "text": narrative(title, more.get("description", "")),
            "url": canonical(type, id),
            "version": edition.version,
            "name": computable(id),
            "title": title,
            "status": status,
            # R4 forgot it there.
            "experimental": None if type == "EvidenceVariable" else False,
            "date": edition.date,
            "publisher": PUBLISHER,
            **more,
        }
    )


def computable(id: str) -> str:
    """A name that programs can use: letters, digits and underscores, a capital first."""
    words = id.replace("-", ".").split(".")
    name = "".join(each[:1].upper() + each[1:] for each in words)
    return name if name[:1].isalpha() else f"N{name}"


def artefact(
    type: str,
    names: tuple[str, ...],
    title: str,
    disease: Disease,
    edition: Edition,
    /,
    **more: Any,
) -> Resource:
    """The head of what an entry says about its disease."""
    entry = disease.entry
    reviewed = entry is not None and entry.review.status == "reviewed"
    told = {} if entry is None else {"copyright": f"Nosograph dictionary, {entry.licence}"}
    if entry is not None and reviewed:
        told["lastReviewDate"] = entry.review.updated.isoformat()
    about = {
        "code": coded(USAGE, "focus", "Clinical Focus"),
        "valueCodeableConcept": concept(disease.name, exact_codings(disease)),
    }
    status = "active" if reviewed else "draft"
    id = resource_id(*names)
    return head(type, id, title, edition, status=status, **told, useContext=[about], **more)


def exact_codings(disease: Disease) -> list[Resource]:
    """The codes that mean the disease and nothing else."""
    return [coding(each.code) for each in disease.codes if each.match == "exact"]


def citations(disease: Disease, keys: Iterable[str]) -> list[Resource]:
    """The works behind some reference keys."""
    known = {each.key: each for each in disease.references}
    return [citation(known[key]) for key in dict.fromkeys(keys) if key in known]


def citation(reference: Reference) -> Resource:
    """A work as a related artefact."""
    csl = reference.csl
    doi, pmid = csl.get("DOI", ""), csl.get("PMID", "")
    address = csl.get("URL", "") or (f"https://doi.org/{doi}" if doi else "")
    if not address and pmid:
        address = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    return filled(
        {
            "type": "citation",
            "label": reference.key,
            "display": csl.get("title", ""),
            "citation": reference.written.get("vancouver", ""),
            "url": address if not any(map(str.isspace, address)) else "",
        }
    )
