"""What this server can do, made from the tables that it does it with.

Rule. Nothing is declared that the tables do not hold, and everything that they hold is declared.
"""

from dataclasses import dataclass
from typing import Any

from nosograph import __version__
from nosograph.asking.artefacts import artefacts
from nosograph.asking.release import OpenRelease
from nosograph.asking.terminology import terminology
from nosograph.formats.fhir.shapes import FHIR_JSON, FHIR_VERSION, Resource, filled
from nosograph.interop.fhir.asked import SENT
from nosograph.interop.fhir.directory import DIRECTORY_TYPES, INCLUDES, NEAR
from nosograph.interop.fhir.expansions import PARAMETERS as EXPANSION
from nosograph.interop.fhir.operations import OPERATIONS
from nosograph.interop.fhir.searching import PARAMETERS

DEFINED = "http://hl7.org/fhir/OperationDefinition/"
OWN_DEFINITIONS = {"evaluate": "urn:nosograph:OperationDefinition:evaluate-criteria"}
_WHAT = (
    "The dictionary read-only: criteria, pathways, work-ups, terminology; with a directory, who "
    "treats what, where. It keeps nothing that is asked, gives options and orders nothing."
)


@dataclass(frozen=True, slots=True)
class Door:
    """What a server offers besides what its release holds."""

    address: str
    with_tools: bool
    """Whether forms are evaluated and plans applied."""
    with_directory: bool
    for_browsers: bool
    """Whether pages of some other sites may ask (CORS)."""


def capability(release: OpenRelease, door: Door) -> Resource:
    """The CapabilityStatement."""
    types = [*artefacts(release).by_type]
    resources = [_artefacts(each, door) for each in types]
    if door.with_directory:
        resources += [_directory(each) for each in DIRECTORY_TYPES]
    security = {
        "cors": door.for_browsers,
        "description": "Who may reach the server is for its network to say.",
    }
    rest = {
        "mode": "server",
        "documentation": _WHAT,
        "security": security,
        "resource": sorted(resources, key=lambda each: str(each["type"])),
    }
    return {
        **_head("CapabilityStatement", release, door),
        "fhirVersion": FHIR_VERSION,
        "format": [FHIR_JSON, "json"],
        "rest": [rest],
    }


def _head(type: str, release: OpenRelease, door: Door) -> Resource:
    site = release.site
    return {
        "resourceType": type,
        "url": f"urn:nosograph:{type}:server",
        "version": site.version,
        "name": type,
        "title": "Nosograph",
        "status": "active",
        "date": site.built.isoformat(),
        "description": _WHAT,
        "kind": "instance",
        "software": {"name": "Nosograph", "version": __version__},
        "implementation": {"description": f"Release {site.version}", "url": door.address},
    }


def _artefacts(type: str, door: Door) -> Resource:
    return filled(
        {
            "type": type,
            "interaction": [{"code": "read"}, {"code": "search-type"}],
            "versioning": "no-version",
            "conditionalRead": "full-support",
            "searchParam": [{"name": name, "type": each.type} for name, each in PARAMETERS.items()],
            "operation": [
                {"name": name, "definition": OWN_DEFINITIONS.get(name, f"{DEFINED}{type}-{name}")}
                for (own, name), operation in OPERATIONS.items()
                if own == type and (door.with_tools or not operation.is_tool)
            ],
        }
    )


def _directory(type: str) -> Resource:
    found: dict[str, Any] = {
        "type": type,
        "interaction": [{"code": "read"}],
        "versioning": "no-version",
    }
    if type == "PractitionerRole":
        found["interaction"].append({"code": "search-type"})
        found["searchInclude"] = list(INCLUDES)
        found["searchParam"] = [
            {"name": "specialty", "type": "token"},
            {
                "name": NEAR,
                "type": "special",
                "documentation": "Needed: latitude|longitude|distance|unit; chained to the "
                "location, nearest first.",
            },
        ]
    return found


def terminology_capabilities(release: OpenRelease, door: Door) -> Resource:
    """The TerminologyCapabilities."""
    systems = []
    for uri, each in terminology(release).systems.by_uri.items():
        version = {"code": each.version, "isDefault": True} if each.version else {}
        told = {"uri": uri, "version": [version] if version else [], "subsumption": each.hierarchy}
        systems.append(filled(told))
    return {
        **_head("TerminologyCapabilities", release, door),
        "codeSystem": systems,
        "expansion": {
            "hierarchical": False,
            "paging": True,
            "parameter": [{"name": each} for each in (*EXPANSION, *SENT[:1])],
            "textFilter": "Each word that is typed begins a word of the display.",
        },
        "codeSearch": "explicit",
        "validateCode": {"translations": False},
        "translation": {"needsMap": False},
        "closure": {"translation": False},
    }
