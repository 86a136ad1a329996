"""The columns of NPPES: what the register calls them, and all that a full file has, in order.

Rule. Columns are found by name; a file may have more of them, or one fewer.
"""

PRACTICE = "Provider Business Practice Location Address"
FURTHER = "Provider Secondary Practice Location Address"

BASE = {
    "npi": "NPI",
    "type": "Entity Type Code",
    "replacement": "Replacement NPI",
    "organisation": "Provider Organization Name (Legal Business Name)",
    "last": "Provider Last Name (Legal Name)",
    "first": "Provider First Name",
    "qualification": "Provider Credential Text",
    "line1": f"Provider First Line Business {PRACTICE.removeprefix('Provider Business ')}",
    "line2": f"Provider Second Line Business {PRACTICE.removeprefix('Provider Business ')}",
    "city": f"{PRACTICE} City Name",
    "state": f"{PRACTICE} State Name",
    "postal": f"{PRACTICE} Postal Code",
    "country": f"{PRACTICE} Country Code (If outside U.S.)",
    "phone": f"{PRACTICE} Telephone Number",
    "updated": "Last Update Date",
    "deactivated": "NPI Deactivation Date",
    "reactivated": "NPI Reactivation Date",
}
PLACES = {
    "npi": "NPI",
    "line1": f"{FURTHER}- Address Line 1",
    "line2": f"{FURTHER}-  Address Line 2",
    "city": f"{FURTHER} - City Name",
    "state": f"{FURTHER} - State Name",
    "postal": f"{FURTHER} - Postal Code",
    "country": f"{FURTHER} - Country Code (If outside U.S.)",
    "phone": f"{FURTHER} - Telephone Number",
}
TAXONOMIES = range(1, 16)


def header() -> list[str]:
    """The register's 330 column names, in order."""
    names = [
        *("NPI", "Entity Type Code", "Replacement NPI", "Employer Identification Number (EIN)"),
        "Provider Organization Name (Legal Business Name)",
        *("Provider Last Name (Legal Name)", "Provider First Name", "Provider Middle Name"),
        *("Provider Name Prefix Text", "Provider Name Suffix Text", "Provider Credential Text"),
        *("Provider Other Organization Name", "Provider Other Organization Name Type Code"),
        *(f"Provider Other {part} Name" for part in ("Last", "First", "Middle")),
        *(f"Provider Other {part} Text" for part in ("Name Prefix", "Name Suffix", "Credential")),
        "Provider Other Last Name Type Code",
    ]
    for where in ("Mailing", "Practice Location"):
        names += [f"Provider {line} Line Business {where} Address" for line in ("First", "Second")]
        names += [
            f"Provider Business {where} Address {part}"
            for part in (
                *("City Name", "State Name", "Postal Code", "Country Code (If outside U.S.)"),
                *("Telephone Number", "Fax Number"),
            )
        ]
    names += ["Provider Enumeration Date", "Last Update Date", "NPI Deactivation Reason Code"]
    names += ["NPI Deactivation Date", "NPI Reactivation Date", "Provider Gender Code"]
    official = ("Last Name", "First Name", "Middle Name", "Title or Position", "Telephone Number")
    names += [f"Authorized Official {part}" for part in official]
    for n in TAXONOMIES:
        names += [f"Healthcare Provider Taxonomy Code_{n}", f"Provider License Number_{n}"]
        names += [f"Provider License Number State Code_{n}"]
        names += [f"Healthcare Provider Primary Taxonomy Switch_{n}"]
    for n in range(1, 51):
        names += [f"Other Provider Identifier_{n}", f"Other Provider Identifier Type Code_{n}"]
        names += [f"Other Provider Identifier State_{n}", f"Other Provider Identifier Issuer_{n}"]
    names += ["Is Sole Proprietor", "Is Organization Subpart", "Parent Organization LBN"]
    names += ["Parent Organization TIN"]
    names += [
        f"Authorized Official {part} Text" for part in ("Name Prefix", "Name Suffix", "Credential")
    ]
    names += [f"Healthcare Provider Taxonomy Group_{n}" for n in TAXONOMIES]
    return [*names, "Certification Date"]
