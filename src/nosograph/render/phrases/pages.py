"""The phrases of pages and entries: key → the phrase in English, in German.

Rule. A phrase with `{…}` is filled with `str.format`; the names in braces are the same in all
languages.
"""

PHRASES: dict[str, tuple[str, str]] = {
    # The frame of every page
    "site_name": ("Nosograph", "Nosograph"),
    "tagline": ("A health dictionary with sources", "Ein Gesundheitslexikon mit Quellen"),
    "skip": ("Skip to the content", "Zum Inhalt springen"),
    "home": ("Home", "Startseite"),
    "menu": ("Main", "Hauptmenü"),
    "browse_letters": ("A–Z", "A–Z"),
    "browse_systems": ("Organ systems", "Organsysteme"),
    "language": ("Language", "Sprache"),
    "footer_disclaimer": (
        "For reference. Nosograph does not replace medical advice, and makes no diagnosis.",
        "Zum Nachschlagen. Nosograph ersetzt keinen ärztlichen Rat und stellt keine Diagnose.",
    ),
    "footer_release": ("Release {version} of {day}", "Ausgabe {version} vom {day}"),
    "footer_more": ("About", "Über"),
    "no_trace": (
        "Nothing that you type is kept or logged.",
        "Nichts, was Sie eingeben, wird gespeichert oder protokolliert.",
    ),
    # Search
    "search": ("Search", "Suchen"),
    "search_label": (
        "Search for a disease, sign, gene or code",
        "Krankheit, Zeichen, Gen oder Code suchen",
    ),
    "search_hint": ("disease, sign, gene or code", "Krankheit, Zeichen, Gen oder Code"),
    "search_title": ("Search", "Suche"),
    "search_results": ("Results for “{query}”", "Ergebnisse für „{query}“"),
    "search_count_one": ("1 result", "1 Ergebnis"),
    "search_count": ("{count} results", "{count} Ergebnisse"),
    "search_shown": ("the first {shown} are shown", "die ersten {shown} werden gezeigt"),
    "search_empty": (
        "Type a name, a sign such as “dancing eyes”, a gene or a code such as ORPHA:1183.",
        "Geben Sie einen Namen, ein Zeichen, ein Gen oder einen Code wie ORPHA:1183 ein.",
    ),
    "search_none": ("Nothing found for “{query}”.", "Nichts gefunden für „{query}“."),
    "search_none_help": (
        ("Try fewer words, another spelling, or the English name. Codes are written like "
        "ORPHA:1183, OMIM:256700 or HP:0010543."),
        ("Versuchen Sie weniger Wörter, eine andere Schreibweise oder den englischen Namen. Codes "
        "schreibt man wie ORPHA:1183, OMIM:256700 oder HP:0010543."),
    ),
    "search_too_long": (
        "That is more than the search can use: the first {limit} characters were searched.",
        "Das ist mehr, als die Suche nutzen kann: Gesucht wurde nach den ersten {limit} Zeichen.",
    ),
    "search_filter": ("Narrow down", "Eingrenzen"),
    "search_filter_all": ("All", "Alle"),
    "search_try": ("Try", "Zum Beispiel"),
    "matched": ("found by: {text}", "gefunden über: {text}"),
    "type_disease": ("Disease", "Krankheit"),
    "type_finding": ("Finding", "Befund"),
    "type_gene": ("Gene", "Gen"),
    "suggestions": ("Suggestions", "Vorschläge"),
    "suggestions_count": ("{count} suggestions", "{count} Vorschläge"),
    # Home
    "home_title": (
        "Nosograph: a health dictionary with sources",
        "Nosograph: ein Gesundheitslexikon mit Quellen",
    ),
    "home_lead": (
        ("Look up a rare disease by its name, a sign, a gene or a code. "
        "Every statement names its source."),
        ("Seltene Krankheiten nachschlagen: nach Namen, Zeichen, Gen oder Code. "
        "Jede Aussage nennt ihre Quelle."),
    ),
    "home_curated": ("Written and sourced by editors", "Von der Redaktion geschrieben und belegt"),
    "home_numbers": ("In this release", "In dieser Ausgabe"),
    "home_diseases": ("diseases", "Krankheiten"),
    "home_findings": ("findings", "Befunde"),
    "home_genes": ("genes", "Gene"),
    "home_browse": ("Browse", "Stöbern"),
    # Entries
    "kind_curated": ("Curated entry", "Redaktioneller Eintrag"),
    "kind_stub": ("Stub", "Kurzeintrag"),
    "kind_annotated": ("Generated entry", "Erzeugter Eintrag"),
    "also_called": ("Also called", "Auch genannt"),
    "more_names": ("{count} more names", "{count} weitere Namen"),
    "name_abbreviation": ("abbreviation", "Abkürzung"),
    "name_historic": ("historic", "historisch"),
    "name_lay": ("everyday word", "umgangssprachlich"),
    "codes": ("Codes", "Codes"),
    "match_broader": ("broader", "weiter gefasst"),
    "match_narrower": ("narrower", "enger gefasst"),
    "match_related": ("related", "verwandt"),
    "audience": ("Written for", "Geschrieben für"),
    "for_professionals": ("Professionals", "Fachleute"),
    "for_patients": ("Patients and families", "Betroffene und Angehörige"),
    "status_not_reviewed": (
        "Not yet reviewed by a clinician",
        "Noch nicht ärztlich geprüft",
    ),
    "status_reviewed": ("Reviewed by {reviewers}", "Geprüft von {reviewers}"),
    "updated": ("Updated {day}", "Stand {day}"),
    "review_due": ("next review due {day}", "nächste Prüfung fällig {day}"),
    "generated_from": (
        ("Generated from HPO annotations. No editor has written this page, and no clinician has "
        "reviewed it."),
        ("Erzeugt aus HPO-Annotationen. Diese Seite wurde von niemandem redaktionell geschrieben "
        "oder ärztlich geprüft."),
    ),
    "generated_stub": (
        ("Editors have begun this entry; its text is still generated from HPO annotations, and no "
        "clinician has reviewed it."),
        ("Die Redaktion hat diesen Eintrag begonnen; sein Text ist noch aus HPO-Annotationen "
        "erzeugt und nicht ärztlich geprüft."),
    ),
    "english_only": (
        "The medical text of this page is available in English only.",
        "Der medizinische Text dieser Seite liegt nur auf Englisch vor.",
    ),
    "contents": ("Contents", "Inhalt"),
    "definition": ("Definition", "Definition"),
    "findings_by_system": ("Findings by organ system", "Befunde nach Organsystem"),
    "findings_note": (
        ("How often a finding was recorded, as HPO annotates it. A finding that is not listed is "
        "not known to be absent."),
        ("Wie oft ein Befund verzeichnet ist, nach den Annotationen der HPO. Ein Befund, der hier "
        "fehlt, gilt nicht als ausgeschlossen."),
    ),
    "findings_none": (
        "HPO lists no findings for this disease.",
        "Die HPO verzeichnet zu dieser Krankheit keine Befunde.",
    ),
    "findings_excluded": ("Recorded as absent", "Als nicht vorhanden verzeichnet"),
    "frequency_unknown": ("frequency not recorded", "Häufigkeit nicht verzeichnet"),
    "frequency_obligate": ("obligate", "immer"),
    "frequency_very_frequent": ("very frequent", "sehr häufig"),
    "frequency_frequent": ("frequent", "häufig"),
    "frequency_occasional": ("occasional", "gelegentlich"),
    "frequency_very_rare": ("very rare", "sehr selten"),
    "frequency_excluded": ("excluded", "ausgeschlossen"),
    "count_of": ("{count} of {total}", "{count} von {total}"),
    "sex_male": ("males", "männlich"),
    "sex_female": ("females", "weiblich"),
    "other_findings": ("Other findings", "Weitere Befunde"),
    "at_a_glance": ("At a glance", "Auf einen Blick"),
    "onset": ("Age at onset", "Alter bei Beginn"),
    "inheritance": ("Inheritance", "Vererbung"),
    "course": ("Clinical course", "Verlauf"),
    "genes": ("Genes", "Gene"),
    "neighbours": ("Diseases with similar findings", "Krankheiten mit ähnlichen Befunden"),
    "neighbours_note": (
        ("Compared by the findings they share; rare findings weigh more. Not a differential "
        "diagnosis."),
        "Verglichen nach gemeinsamen Befunden; seltene wiegen mehr. Keine Differentialdiagnose.",
    ),
    "similarity": ("similarity {value} of 1", "Ähnlichkeit {value} von 1"),
    "shared_findings": ("Shared", "Gemeinsam"),
    "references": ("References", "Literatur"),
    "reference": ("Reference {number}", "Literaturstelle {number}"),
    "reference_missing": ("reference missing", "Beleg fehlt"),
    "back_to_citation": (
        "Back to citation {letter} of reference {number}",
        "Zurück zur Stelle {letter} von Literaturstelle {number}",
    ),
    "cited_at": ("Cited at", "Zitiert bei"),
    "supports_findings": ("Findings by organ system", "Befunde nach Organsystem"),
    "as_cited_in": ("as cited in", "zitiert nach"),
    "checked": ("Checked", "Geprüft"),
    "read_as": ("read as {what}", "gelesen: {what}"),
    "use_entry": ("Use this entry", "Diesen Eintrag verwenden"),
    "download_json": ("JSON", "JSON"),
    "download_text": ("Plain text", "Reiner Text"),
    "copy_link": ("Copy link", "Link kopieren"),
    "copied": ("Copied", "Kopiert"),
    "print_hint": ("To print, use your browser.", "Zum Drucken den Browser verwenden."),
    "sources_of_page": ("Sources and licences", "Quellen und Lizenzen"),
    "entry_licence": (
        "Text of this entry: {licence}, {editors}",
        "Text dieses Eintrags: {licence}, {editors}",
    ),
    "table": ("Table {number}", "Tabelle {number}"),
    "block_conflict": ("Sources disagree", "Quellen widersprechen sich"),
    "block_secondary": (
        "Confirmed only by a secondary source",
        "Nur durch eine Sekundärquelle bestätigt",
    ),
    "block_editorial": ("Editorial, not reviewed", "Redaktionell, nicht geprüft"),
    "block_unknown": ("Not known", "Nicht bekannt"),
    "block_emergency": ("Get help at once", "Sofort Hilfe holen"),
    "figure_label": ("Figure", "Angabe"),
    "figure_value": ("Value", "Wert"),
    "figure_population": ("Counted in", "Gezählt bei"),
    "figure_source": ("Source", "Quelle"),
    "finding": ("Finding", "Befund"),
    "phase": ("Phase", "Phase"),
    "how_often": ("How often", "Wie oft"),
    "note": ("Note", "Anmerkung"),
    "population_child": ("Children", "Kinder"),
    "population_adult": ("Adults", "Erwachsene"),
    "population_all": ("All ages", "Jedes Alter"),
    "phase_prodrome": ("prodrome", "Vorboten"),
    "phase_onset": ("onset", "Beginn"),
    "phase_acute": ("acute", "akut"),
    "phase_relapse": ("relapse", "Rückfall"),
    "phase_chronic": ("chronic", "chronisch"),
    "phase_late": ("late", "spät"),
    "organisation_patient-organisation": ("Patient organisation", "Selbsthilfe"),
    "organisation_information": ("Information", "Information"),
    "organisation_network": ("Network", "Netzwerk"),
    "organisation_centre": ("Centre", "Zentrum"),
    "organisation_registry": ("Registry", "Register"),
    "in_plain_words": ("In plain words", "In einfachen Worten"),
    "for_the_family": ("For the family", "Für die Familie"),
    "family_pointer": (
        "The same disease, written for patients and families.",
        "Dieselbe Krankheit, erklärt für Betroffene und Angehörige.",
    ),
    "professional_text": ("Professional text", "Fachtext"),
    "patient_title": (
        "{name}: for patients and families",
        "{name}: für Betroffene und Angehörige",
    ),
    "patient_only_english": (
        "This text is not yet available in German; you see the English one.",
        "Dieser Text liegt noch nicht auf Deutsch vor; Sie sehen den englischen.",
    ),
    "patient_missing": (
        "There is no plain-language text about this disease here yet.",
        "Zu dieser Krankheit gibt es hier noch keinen Text in einfacher Sprache.",
    ),
    "patient_missing_why": (
        ("Plain-language texts are written by editors and tied to sources, entry by entry. This "
        "page would only repeat lists of medical terms, so it stays empty until someone has "
        "written it."),
        ("Texte in einfacher Sprache schreibt die Redaktion Eintrag für Eintrag, mit Quellen. "
        "Diese Seite würde nur Listen von Fachwörtern wiederholen; darum bleibt sie leer, bis "
        "jemand sie geschrieben hat."),
    ),
    "patient_missing_next": ("Where to go from here", "Wie es weitergeht"),
    "patient_missing_professional": (
        "What is recorded about {name}, in medical terms",
        "Was über {name} verzeichnet ist, in Fachsprache",
    ),
    "patient_missing_elsewhere": (
        "{system} has a page of its own: {code}",
        "{system} hat eine eigene Seite: {code}",
    ),
    "patient_missing_doctor": (
        "Your doctor can explain what it means for you.",
        "Was das für Sie bedeutet, kann Ihnen Ihre Ärztin oder Ihr Arzt erklären.",
    ),
    # Findings, genes, browsing
    "finding_id": ("HPO term", "HPO-Begriff"),
    "finding_means": ("What it is", "Was das ist"),
    "finding_no_definition": (
        "HPO gives no definition of this finding.",
        "Die HPO definiert diesen Befund nicht.",
    ),
    "finding_lay": ("Everyday words", "Umgangssprachlich"),
    "finding_broader": ("More general", "Allgemeiner"),
    "finding_narrower": ("More specific", "Genauer"),
    "finding_via": ("recorded as", "verzeichnet als"),
    "organ_system": ("Organ system", "Organsystem"),
    "finding_diseases": ("Diseases that show it", "Krankheiten mit diesem Befund"),
    "finding_diseases_note": (
        ("Most frequent first, as HPO annotates it; diseases recorded with a more specific finding "
        "are among them."),
        ("Die häufigsten zuerst, nach den Annotationen der HPO; Krankheiten mit einem genaueren "
        "Befund sind dabei."),
    ),
    "finding_no_disease": (
        "No disease is annotated with this finding.",
        "Keine Krankheit ist mit diesem Befund verzeichnet.",
    ),
    "disease_count_one": ("1 disease", "1 Krankheit"),
    "disease_count": ("{count} diseases", "{count} Krankheiten"),
    "first_shown": ("The first {shown} of {count}.", "Die ersten {shown} von {count}."),
    "gene_title": ("{symbol} (gene)", "{symbol} (Gen)"),
    "gene_lead": (
        "Diseases that HPO's gene files connect with {symbol}.",
        "Krankheiten, die die Gendateien der HPO mit {symbol} verbinden.",
    ),
    "gene_ncbi": ("NCBI Gene {id}", "NCBI Gene {id}"),
    "letters_title": ("Diseases from A to Z", "Krankheiten von A bis Z"),
    "letter_title": ("Diseases: {letter}", "Krankheiten: {letter}"),
    "letter_digits": ("0–9", "0–9"),
    "systems_title": ("Diseases by organ system", "Krankheiten nach Organsystem"),
    "systems_lead": (
        "Choose a system to see the diseases that have findings in it.",
        "Wählen Sie ein System, um die Krankheiten mit Befunden darin zu sehen.",
    ),
    "page_of": ("Page {number} of {count}", "Seite {number} von {count}"),
    "pages_label": ("Pages", "Seiten"),
    "page_next": ("Next", "Weiter"),
    "page_previous": ("Previous", "Zurück"),
    # About
    "about_sources": ("Sources and licences", "Quellen und Lizenzen"),
    "about_sources_lead": (
        "What this release was made from, and under which terms.",
        "Woraus diese Ausgabe entstanden ist und zu welchen Bedingungen.",
    ),
    "source_version": ("Version", "Version"),
    "source_licence": ("Licence", "Lizenz"),
    "source_citation": ("Cite as", "Zitierweise"),
    "source_link": ("Website", "Website"),
    "about_keys": ("Keyboard", "Tastatur"),
    "about_keys_lead": (
        ("Shortcuts that work on every page, outside text fields. They need JavaScript; everything "
        "they do can be reached with the Tab key as well."),
        ("Tasten, die auf jeder Seite außerhalb von Textfeldern wirken. Sie brauchen JavaScript; "
        "alles, was sie tun, ist auch mit der Tabulatortaste erreichbar."),
    ),
    "key": ("Key", "Taste"),
    "key_does": ("What it does", "Wirkung"),
    "key_search": ("Go to the search box", "Zum Suchfeld"),
    "key_toc": ("Go to the contents of the page", "Zum Inhaltsverzeichnis der Seite"),
    "key_audience": (
        "Switch between the professional and the plain-language page, at the same place",
        "Zwischen Fachtext und einfacher Sprache wechseln, an derselben Stelle",
    ),
    "keys_switch": ("Use these shortcuts", "Diese Tasten verwenden"),
    "keys_switch_note": (
        "Remembered in this browser only.",
        "Nur in diesem Browser gemerkt.",
    ),
    # When something is wrong
    "not_found_title": ("Page not found", "Seite nicht gefunden"),
    "not_found": (
        "There is no page at this address.",
        "Unter dieser Adresse gibt es keine Seite.",
    ),
    "not_found_near": ("Did you mean", "Meinten Sie"),
    "not_found_help": (
        "Search for what you were looking for, or start from the lists.",
        "Suchen Sie danach, oder beginnen Sie bei den Listen.",
    ),
    "code_unknown_title": ("Code not found", "Code nicht gefunden"),
    "code_unknown": (
        "No disease or finding in this release has the code {code}.",
        "Keine Krankheit und kein Befund dieser Ausgabe hat den Code {code}.",
    ),
    "code_bad": (
        ("That is not a code of a system we know. Codes are written like /c/ORPHA/1183 or "
        "/c/OMIM/256700."),
        ("Das ist kein Code eines bekannten Systems. Codes schreibt man wie /c/ORPHA/1183 oder "
        "/c/OMIM/256700."),
    ),
    "code_several_title": ("One code, several entries", "Ein Code, mehrere Einträge"),
    "code_several": (
        "{code} belongs to several entries. Choose one.",
        "{code} gehört zu mehreren Einträgen. Wählen Sie einen.",
    ),
    "method_title": ("Not possible this way", "So nicht möglich"),
    "method": (
        "This address can only be read. Go back and follow a link or use the search.",
        ("Diese Adresse kann nur gelesen werden. Gehen Sie zurück und folgen Sie einem Link oder "
        "nutzen Sie die Suche."),
    ),
    "too_large_title": ("Too much at once", "Zu viel auf einmal"),
    "too_large": (
        "The request is larger than a search can be. Send a few words.",
        "Die Anfrage ist größer, als eine Suche sein kann. Senden Sie wenige Wörter.",
    ),
    "broken_title": ("Something went wrong", "Etwas ist schiefgegangen"),
    "broken": (
        ("The page could not be made. Nothing you typed was kept. Try again; if it stays like "
        "this, the release may be damaged and has to be built again."),
        ("Die Seite konnte nicht erstellt werden. Ihre Eingaben wurden nicht gespeichert. Versuchen "
        "Sie es erneut; bleibt es dabei, ist die Ausgabe womöglich beschädigt und muss neu gebaut "
        "werden."),
    ),
}  # fmt: skip
