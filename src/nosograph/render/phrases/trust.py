"""The phrases about claims, twins, reviews and changes: key → in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    # Claims
    "claims": ("Claims and sources", "Aussagen und Quellen"),
    "claims_lead": (
        "Every statement of the entry with what supports it. {count} claims rest on {sources} sources.",
        "Jede Aussage des Eintrags mit dem, was sie stützt. {count} Aussagen beruhen auf {sources} Quellen.",
    ),
    "claims_why": (
        "A claim’s id is made of its words: when the words change, it is another claim.",
        "Die Kennung einer Aussage entsteht aus ihren Worten: Ändern sie sich, ist es eine andere Aussage.",
    ),
    "claim_of": ("Claim {id}", "Aussage {id}"),
    "claim_in_text": ("in the text", "im Text"),
    "claims_none": (
        "Claims are told apart in entries that editors have written. This one was generated from data; its sources stand on its page.",
        "Aussagen werden in redaktionellen Einträgen unterschieden. Dieser entstand aus Daten; seine Quellen stehen auf seiner Seite.",
    ),
    "claims_count": ("Claims", "Aussagen"),
    "claims_findings": ("Findings", "Befunde"),
    "claims_figures": ("Figures", "Zahlen"),
    "claims_against": ("Against {name}", "Gegenüber: {name}"),
    "read_in": ("read in {name}", "gelesen in {name}"),
    "support": ("Support", "Stützung"),
    "support_direct": ("stated by the source itself", "von der Quelle selbst gesagt"),
    "support_secondary": ("read in another work", "in einem anderen Werk gelesen"),
    "support_expert": ("opinion of experts", "Meinung von Fachleuten"),
    "support_none": ("editorial, without a source", "redaktionell, ohne Quelle"),
    "evidence_unknown": ("kind of evidence not recorded", "Art des Belegs nicht vermerkt"),
    # References
    "references_style": ("Style", "Stil"),
    "references_of": ("References: {name}", "Literatur: {name}"),
    "references_claims": ("Claims that rest on it", "Aussagen, die darauf beruhen"),
    "references_all": (
        "In Vancouver and APA style, with the claims that rest on each",
        "Im Vancouver- und APA-Stil, mit den Aussagen, die auf jeder Quelle beruhen",
    ),
    "retracted": ("Retracted.", "Zurückgezogen."),
    # The plain-language twin
    "reading_level": (
        "Reading level: school year {grade} ({formula})",
        "Lesestufe: Schuljahr {grade} ({formula})",
    ),
    "twins": ("Plain-language sections", "Abschnitte in einfacher Sprache"),
    "twins_section": ("Section", "Abschnitt"),
    "twins_grade": ("School year", "Schuljahr"),
    "twins_short": ("too short to say", "zu kurz"),
    "twins_state": ("State", "Stand"),
    "twin_confirmed": (
        "Compared with the professional text on {day}",
        "Mit dem Fachtext verglichen am {day}",
    ),
    "twin_unconfirmed": (
        "Not yet compared with the professional text claim by claim",
        "Noch nicht Aussage für Aussage mit dem Fachtext verglichen",
    ),
    "twin_stale_note": (
        "This section may be out of date: the professional text behind it has changed since the two were compared on {day}.",
        "Dieser Abschnitt ist vielleicht nicht aktuell: Der Fachtext dahinter hat sich geändert, seit beide am {day} verglichen wurden.",
    ),
    "twin_stale": (
        "Out of date: {count} claims have changed since {day}",
        "Nicht aktuell: {count} Aussagen haben sich seit dem {day} geändert",
    ),
    "twin_reworded_note": (
        "This section was changed after it was compared with the professional text on {day}.",
        "Dieser Abschnitt wurde geändert, nachdem er am {day} mit dem Fachtext verglichen wurde.",
    ),
    # Glossary
    "glossary": ("Words explained", "Wörter erklärt"),
    "glossary_lead": (
        "What doctors’ words for the signs of {name} mean.",
        "Was die Fachwörter für die Zeichen von {name} bedeuten.",
    ),
    "glossary_why": (
        "Not everybody has every sign. Plain meanings are worded by the editors and have not been reviewed; definitions are those of the Human Phenotype Ontology, written for professionals.",
        "Nicht alle haben jedes Zeichen. Die einfachen Erklärungen hat die Redaktion formuliert, sie sind nicht geprüft; die Definitionen stammen aus der Human Phenotype Ontology, sind für Fachleute geschrieben und englisch.",
    ),
    "glossary_editorial": (
        "plain words of the editors, not reviewed",
        "einfache Worte der Redaktion, nicht geprüft",
    ),
    "glossary_definition": ("Definition", "Definition"),
    "glossary_everyday": ("In everyday words", "In Alltagsworten (englisch)"),
    # Review
    "overdue": ("Review overdue since {day}", "Prüfung überfällig seit {day}"),
    "reviews": ("Reviews", "Prüfungen"),
    "review_record": (
        "{by}, {role}, {day}; conflicts of interest: {conflicts}",
        "{by}, {role}, {day}; Interessenkonflikte: {conflicts}",
    ),
    # Changes
    "changes": ("What changed", "Was sich geändert hat"),
    "changes_of": ("Changes: {name}", "Änderungen: {name}"),
    "changes_none": (
        "No earlier release is known to this one, or nothing changed since.",
        "Diese Ausgabe kennt keine frühere, oder nichts hat sich seitdem geändert.",
    ),
    "changes_between": (
        "Release {version} of {day}, compared with {previous}",
        "Ausgabe {version} vom {day}, verglichen mit {previous}",
    ),
    "change_added": ("Added", "Neu"),
    "change_removed": ("Removed", "Entfernt"),
    "change_reworded": ("Reworded", "Neu gefasst"),
    "change_sources": ("Other sources", "Andere Quellen"),
    "part_claim": ("statement", "Aussage"),
    "part_finding": ("finding", "Befund"),
    "part_figure": ("figure", "Zahl"),
    "part_section": ("plain-language section", "Abschnitt in einfacher Sprache"),
    "part_name": ("name", "Name"),
    "part_code": ("code", "Code"),
    "part_criteria": ("criteria", "Kriterien"),
    "part_criterion": ("criterion", "Kriterium"),
    "part_rule": ("rule of the criteria", "Regel der Kriterien"),
    "part_step": ("step of a pathway", "Schritt eines Behandlungspfads"),
    "part_pathway": ("care pathway", "Behandlungspfad"),
    "part_workup": ("work-up", "Abklärung"),
    "part_stage": ("stage of the work-up", "Abschnitt der Abklärung"),
    "part_test": ("test of the work-up", "Untersuchung der Abklärung"),
    "part_scale": ("scale", "Skala"),
    "part_scale_item": ("item of a scale", "Punkt einer Skala"),
    "part_scale_band": ("range of a scale", "Bereich einer Skala"),
    "part_scale_use": ("use of a scale", "Verwendung einer Skala"),
    "part_neighbour": ("disease to tell apart", "abzugrenzende Krankheit"),
    "part_difference": (
        "difference from another disease",
        "Unterschied zu einer anderen Krankheit",
    ),
    "part_result": (
        "result that tells two diseases apart",
        "Ergebnis, das zwei Krankheiten trennt",
    ),
    "part_review": ("review", "Prüfung"),
    "change_affects": ("Affects in plain language", "Betrifft in einfacher Sprache"),
}
