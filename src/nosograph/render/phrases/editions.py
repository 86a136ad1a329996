"""The phrases of editions that need no server, and of leaflets: key → in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "edition_needs_scripts": (
        "Without scripts this edition cannot search. Start from the lists: A–Z, or organ systems.",
        "Ohne Skripte kann diese Ausgabe nicht suchen. Beginnen Sie bei den Listen: A–Z, Organsysteme.",
    ),
    "edition_needs_server": (
        "This edition works without a server. What this form would work out is not part of it; the questions can be read.",
        "Diese Ausgabe kommt ohne Server aus. Was dieses Formular ausrechnen würde, gehört nicht dazu; die Fragen lassen sich lesen.",
    ),
    "edition_criteria": (
        "What you state is worked out here, in your browser. Days, samples and further results of a test are not asked in this edition and count as not known.",
        "Was Sie angeben, wird hier in Ihrem Browser ausgewertet. Nach Tagen, Proben und weiteren Ergebnissen eines Tests fragt diese Ausgabe nicht; sie gelten als nicht bekannt.",
    ),
    "edition_differential": (
        "The list is worked out here, in your browser. Comparing, genes, other orders and what to look for next need the site.",
        "Die Liste entsteht hier in Ihrem Browser. Vergleich, Gene, andere Reihenfolgen und wonach als Nächstes zu suchen ist, brauchen die Website.",
    ),
    "edition_borrowed": (
        "mostly because similar diseases show it",
        "vor allem, weil ähnliche Krankheiten ihn zeigen",
    ),
    "edition_more_general": (
        "something more general or related is annotated",
        "etwas Allgemeineres oder Verwandtes ist annotiert",
    ),
    "edition_shown": (
        "annotated, itself or more specifically",
        "annotiert, selbst oder spezieller",
    ),
    "edition_missing": (
        "Would be met if this were found (the shortest ways, of three items at most):",
        "Wäre erfüllt, wenn sich dies fände (die kürzesten Wege, aus höchstens drei Angaben):",
    ),
    "edition_opposed": (
        "What is stated does not fit together: {items}.",
        "Diese Angaben passen nicht zusammen: {items}.",
    ),
    "edition_unit_bad": (
        "{item} cannot be read in “{unit}” here; it was left out.",
        "{item} lässt sich hier nicht in „{unit}“ lesen; es blieb unberücksichtigt.",
    ),
    "leaflet": ("Leaflet (PDF)", "Merkblatt (PDF)"),
    "leaflet_for": ("Leaflet for: {audience}", "Merkblatt für: {audience}"),
    "leaflet_online": (
        "The code leads to the page of this release:",
        "Der Code führt zur Seite dieser Ausgabe:",
    ),
    "leaflet_qr": ("QR code for {url}", "QR-Code für {url}"),
    "leaflet_none": (
        "There is no leaflet of this entry: leaflets are made of entries that editors have written, in a set-up that can make PDF files.",
        "Zu diesem Eintrag gibt es kein Merkblatt: Merkblätter entstehen aus redaktionellen Einträgen, wo PDF-Dateien erzeugt werden können.",
    ),
    "version_gone_title": ("Another release", "Eine andere Ausgabe"),
    "version_gone": (
        "Release {version} is not served here any more. The present release of the page may say something else.",
        "Die Ausgabe {version} wird hier nicht mehr angeboten. In der jetzigen Ausgabe kann auf der Seite etwas anderes stehen.",
    ),
}
