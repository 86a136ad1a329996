"""What authors get wrong: a table with at least one row for each slug that one file can earn."""

from tests.unit.entries.examples import Mistake

YAML, PRO, REFS = "entry.yaml", "professional.md", "references.json"
EN, DE = "patient.en.md", "patient.de.md"
WAY, TWINS = "pathways.yaml", "twins.yaml"
HARD = (
    "Characteristically, neurological manifestations necessitate multidisciplinary evaluation, "
    "comprehensive neuropsychological investigation and individualised immunomodulatory "
    "intervention under continuous supervision by experienced specialists, because "
    "deterioration remains unpredictable notwithstanding considerable international research."
)
SCHWER = (
    "Charakteristischerweise erfordern neurologische Manifestationen eine interdisziplinäre "
    "Untersuchung, eine umfassende neuropsychologische Beurteilung sowie immunmodulatorische "
    "Behandlungsmaßnahmen unter kontinuierlicher fachärztlicher Überwachung, weil "
    "Verschlechterungen trotz erheblicher internationaler Forschungsanstrengungen "
    "unvorhersehbar bleiben und Langzeitbeobachtungen außerordentlich selten veröffentlicht "
    "wurden."
)
"""Long enough for a grade, and too hard for anybody."""

MISTAKES = [
    # keys and values of entry.yaml
    Mistake("bad-yaml", YAML, "editors: [Example editors]", "editors: [Example editors", ":\n  status"),
    Mistake("bad-yaml", YAML, "name: Example syndrome", "name: Example: syndrome", ": syndrome"),
    Mistake("bad-character", YAML, "Sample disease", "Sample\u00a0\u200b\u0007disease", "\u0007disease"),
    Mistake("bad-character", PRO, "is a disease", "is a\u2028disease", "\u2028"),
    Mistake("unknown-key", YAML, "kind: curated", "kind: curated\nsynonims: []", "synonims"),
    Mistake("unknown-key", YAML, "  language: de", "  lang: de", "lang: de"),
    Mistake("duplicate-key", YAML, "name: Example", "name: Example syndrome\nname: Example", "name: Example syndrome\nnames"),
    Mistake("missing-key", YAML, "name: Example syndrome\n", "", "kind", also=("code-name",)),
    Mistake("missing-key", YAML, "  label: Ataxia\n", "", "term: HP:0001251"),
    Mistake("wrong-type", YAML, "value: '0.5'", "value: 0.5", "0.5"),
    Mistake("wrong-type", YAML, "phase: [onset, acute]", "phase: onset", "onset"),
    Mistake("wrong-type", YAML, "editors: [Example editors]", "editors:\n- name: me", "name: me"),
    Mistake("wrong-type", YAML, "- text: Sample disease\n  sources: [example2001]", "- Sample disease", "Sample disease"),
    Mistake("bad-value", YAML, "kind: curated", "kind: curatd", "curatd"),
    Mistake("bad-value", YAML, "population: child", "population: children", "children"),
    Mistake("bad-value", YAML, "phase: [onset, acute]", "phase: [onset, accute]", "accute"),
    Mistake("bad-value", YAML, "language: de", "language: German", "German"),
    Mistake("bad-value", YAML, "id: incidence-utopia", "id: Incidence Utopia", "Incidence Utopia"),
    Mistake("bad-date", YAML, "due: 2027-01-15", "due: 2027-02-30", "2027-02-30"),
    Mistake("bad-date", YAML, "updated: 2026-01-15", "updated: January 2026", "January 2026"),
    Mistake("bad-review", YAML, "due: 2027-01-15", "due: 2026-01-01", "2026-01-01"),
    Mistake("bad-review", YAML, "updated: 2026-01-15", "updated: 2026-03-01", "2026-03-01"),
    Mistake("bad-review", YAML, "status: not-reviewed", "status: reviewed", "reviewed\n  updated"),
    Mistake("review-overdue", YAML, "due: 2027-01-15", "due: 2026-01-31", "2026-01-31"),
    Mistake("bad-frequency", YAML, "7/12", "13/12", "13/12"),
    Mistake("bad-frequency", YAML, "very frequent", "often", "often"),
    Mistake("bad-code", YAML, "ICD-10:G25.3", "ICD-10:25.3", "ICD-10:25.3"),
    Mistake("bad-code", YAML, "ICD-10:G25.3", "ICB-10:G25.3", "ICB-10"),
    Mistake("licensed-system", YAML, "ICD-10:G25.3", "SNOMEDCT:230350000", "SNOMEDCT"),
    Mistake("licensed-system", YAML, "ICD-10:G25.3", "MedDRA:10053854", "MedDRA"),
    Mistake("duplicate-code", YAML, "ICD-10:G25.3", "ORPHA:9999991", "ORPHA:9999991\n  match"),
    Mistake("unknown-code", YAML, "ORPHA:9999991", "ORPHA:9999993", "ORPHA"),
    Mistake("code-name", YAML, "ORPHA:9999991", "ORPHA:9999992", "ORPHA"),
    Mistake("duplicate-name", YAML, "Sample disease", "Example-Syndrome", "Example-Syndrome"),
    Mistake("bad-slug", YAML, "[sample-disease]", "[Sample_Disease]", "Sample_Disease"),
    Mistake("duplicate-slug", YAML, "[sample-disease]", "[example-syndrome]", "example-syndrome"),
    Mistake("bad-url", YAML, "https://example.org/", "example.org", "example.org"),
    # findings and figures
    Mistake("unknown-hpo-id", YAML, "HP:0001336", "HP:9999999", "HP:9999999"),
    Mistake("unknown-hpo-id", YAML, "HP:0001336", "0001336", "0001336", also=("wrong-type",)),
    Mistake("obsolete-hpo-id", YAML, "HP:0001336", "HP:0000487", "HP:0000487"),
    Mistake("not-a-finding", YAML, "HP:0001336\n  label: Myoclonus", "HP:0000005\n  label: Mode of inheritance", "HP:0000005"),
    Mistake("wrong-label", YAML, "label: Myoclonus", "label: Myoclonic jerks", "Myoclonic jerks"),
    Mistake("duplicate-finding", YAML, "figures:", "- term: HP:0001336\n  label: Myoclonus\n  sources: [example2002]\nfigures:", "HP:0001336\n  label: Myoclonus\n  sources"),
    Mistake("incomplete-figure", YAML, "  unit: per million per year\n", "", "id: incidence-atlantis"),
    Mistake("incomplete-figure", YAML, "population: Atlantis 2001, invented for tests", "population: ''", "''"),
    Mistake("incomplete-figure", YAML, "invented for tests\n  sources: [example2001]", "invented for tests", "id: incidence-atlantis"),
    Mistake("duplicate-id", YAML, "id: incidence-utopia", "id: incidence-atlantis", "incidence-atlantis\n  topic: incidence\n  label: Incidence\n  value: 0.7"),
    Mistake("unused-figure", YAML, "organisations:", "- id: cost\n  topic: cost\n  label: Cost\n  value: '1'\n  unit: euro\n  population: nobody\n  sources: [example2001]\norganisations:", "cost"),
    Mistake("unsourced-claim", YAML, "  frequency: very frequent\n  sources: [example2002]", "  frequency: very frequent", "term: HP:0001336"),
    Mistake("unknown-reference", YAML, "sources: [examplesite]", "sources: [examplsite]", "examplsite"),
    Mistake("dose", YAML, "note: codes the sign", "note: 5 mg/kg codes the sign", "5 mg/kg"),
    Mistake("template-residue", YAML, "codes the sign", "codes [[the sign]]", "codes [["),
    # chapters
    Mistake("missing-chapter", PRO, "# Screening\n\nWhat is known about screening was invented for tests [@example2001].\n\n", ""),
    Mistake("empty-chapter", PRO, "What is known about screening was invented for tests [@example2001].\n\n", "", "# Screening"),
    Mistake("empty-chapter", PRO, "What is known about screening was invented for tests [@example2001].", "<!-- TODO -->", "# Screening", also=("unsourced-claim",)),
    Mistake("doubled-chapter", PRO, "## Age", "# Overview\n\nAgain [@example2001].\n\n## Age", "# Overview\n\nAgain", also=("misplaced-chapter",)),
    Mistake("unknown-chapter", PRO, "# Screening", "# screening", "# screening"),
    Mistake("unknown-chapter", PRO, "## Surgery", "## Surgical therapy", "## Surgical", also=("missing-chapter",)),
    Mistake("unknown-chapter", PRO, "", "\n# References\n\nNone [@example2001].\n", "# References"),
    Mistake("misplaced-chapter", PRO, "## Surgery", "# Surgery", "# Surgery", also=("unknown-chapter",)),
    Mistake("misplaced-chapter", PRO, "# Key facts\n\nWhat is known about key facts was invented for tests [@example2001].\n\n# Overview", "# Overview\n\nIt exists not [@example2001].\n\n# Key facts", "# Key facts"),
    Mistake("stray-text", PRO, "# Key facts", "Welcome.\n\n# Key facts", "Welcome", also=("unsourced-claim",)),
    # prose
    Mistake("unsourced-claim", PRO, "comes first [@example2001]", "comes first", "- {{hp:HP:0001251}}"),
    Mistake("unsourced-claim", PRO, "| all | [@example2001] |", "| all | |", "| 0–4"),
    Mistake("unsourced-claim", PRO, "No study was found (search of January 2026).", "No study was found.", "No study"),
    Mistake("text-after-citation", PRO, "does not exist [@example2001].\nNobody has it, as two papers say [@example2001, p. 3; @example2002].", "does not exist [@example2001].\nNobody has it.", "Nobody has it."),
    Mistake("bad-citation", PRO, "[@example2001, p. 3; @example2002]", "[@example2001, p. 3; example2002]", "[@example2001, p. 3; example"),
    Mistake("bad-citation", PRO, "{{findings}}\n\n- {{hp", "{{findings}}\n\n- As @example2001 says, {{hp", "@example2001 says"),
    Mistake("unknown-reference", PRO, "[@example2001, p. 3; @example2002]", "[@example2001, p. 3; @exmple2002]", "exmple2002"),
    Mistake("unknown-reference", PRO, "[@examplesite, as cited in @example2002].\n\n#", "[@examplesite, as cited in\n@exampel2002].\n\n#", "exampel2002"),
    Mistake("unknown-figure", PRO, "{{figure:incidence-atlantis}}", "{{figure:incidence-atlantic}}", "{{figure:incidence-atlantic}}"),
    Mistake("unknown-figure", PRO, "{{figures:incidence}}", "{{figures:prevalence}}", "{{figures:prevalence}}", also=("unused-figure",)),
    Mistake("unknown-finding", PRO, "{{hp:HP:0001251}}", "{{hp:HP:0001252}}", "{{hp:HP:0001252}}"),
    Mistake("misplaced-table", PRO, "The findings are:\n\n{{findings}}", "The findings are {{findings}} [@example2001].", "{{findings}}"),
    Mistake("unknown-block", PRO, "::: secondary", "::: secondery", "secondery"),
    Mistake("unclosed-block", PRO, "[@examplesite, as cited in @example2002].\n:::", "[@examplesite, as cited in @example2002].", "::: secondary"),
    Mistake("unclosed-block", PRO, "## Surgery", ":::\n\n## Surgery", ":::\n\n## Surgery"),
    Mistake("lonely-conflict", PRO, "{{figures:incidence}}\n\nBoth counted nobody [@example2001; @example2002].", "One counted nobody [@example2001].", "::: conflict", also=("unused-figure",)),
    Mistake("broken-link", PRO, "(#natural-history-complications-and-prognosis)", "(#prognosis)", "#prognosis"),
    Mistake("dangling-see-also", PRO, "Nobody has it, as", "Nobody has it (see also), as", "see also"),
    Mistake("absolute-claim", PRO, "No study was found (search of January 2026).", "There are no risk factors (2026).", "There are"),
    Mistake("dose", PRO, "A medicine was tried", "A medicine (20 mg/kg) was tried", "20 mg/kg"),
    Mistake("dose", PRO, "A medicine was tried", "A medicine (75 IU/m² twice) was tried", "75 IU"),
    Mistake("dose", EN, "Nobody has it.", "Take 400 mg daily.", "400 mg"),
    Mistake("template-residue", PRO, "is a disease", "is a {{cite journal|title=x}} disease", "{{cite"),
    Mistake("template-residue", PRO, "is a disease", "is a [[disease]]", "[[disease"),
    Mistake("template-residue", PRO, "{{findings}}", "== Signs ==", "== Signs", also=("unsourced-claim",)),
    Mistake("template-residue", PRO, "is a disease", "is a disease Check date values in: |date=", "Check date"),
    Mistake("template-residue", PRO, "is a disease", "is a disease Template:WikiDoc", "Template:"),
    Mistake("template-residue", PRO, "is a disease", "is a ↑ 1.0 1.1 disease", "↑"),
    Mistake("template-residue", PRO, "is a disease", "is a disease.[3]", "[3]"),
    # patient sections
    Mistake("section-without-id", EN, "{#organisations renders=", "{renders=", "# Where", also=("sections-differ",)),
    Mistake("duplicate-id", EN, "{#organisations", "{#what-is-it", "# Where", also=("sections-differ",)),
    Mistake("untied-section", EN, ' renders="overview"}', "}", "# Where"),
    Mistake("untied-section", EN, 'renders="overview"}', 'renders="overveiw"}', "# Where"),
    Mistake("sections-differ", DE, "{#organisations", "{#organisation", "# Wo"),
    Mistake("sections-differ", DE, '# Wo finde ich andere? {#organisations renders="overview"}\n\n{{organisations}}', "Ende."),
    Mistake("empty-chapter", DE, "Niemand hat es. Es wurde zum Ausprobieren erfunden.\n", "", "# Was"),
    Mistake("stray-text", EN, "# What", "Hello.\n\n# What", "Hello"),
    # references
    Mistake("bad-json", REFS, '"PMID": "1",', '"PMID": "1"', '"author"'),
    Mistake("bad-json", REFS, "[\n  {", "[\n  {,", ',\n    "DOI"'),
    Mistake("bad-doi", REFS, '"10.1234/example.2001"', '"https://doi.org/10.1234/a"', '"https://doi'),
    Mistake("bad-pmid", REFS, '"PMID": "1"', '"PMID": "PMC1"', '"PMC1"'),
    Mistake("bad-pmid", REFS, '"PMID": "1"', '"PMID": 1', "1,"),
    Mistake("bad-pmcid", REFS, '"PMC1"', '"1"', '"1",\n    "custom": {\n      "status"'),
    Mistake("bad-url", REFS, '"https://example.org/about"', '"about:blank"', '"about:'),
    Mistake("bad-value", REFS, '"webpage"', '"web page"', '"web page"'),
    Mistake("incomplete-reference", REFS, '    "title": "About the society",\n', "", '"examplesite"'),
    Mistake("incomplete-reference", REFS, '"id": "examplesite"', '"id": "example site"', '"example site"', also=("unknown-reference",)),
    Mistake("uncited-reference", REFS, "\n]", ',\n  {"custom": {"status": "x"}, "id": "lonely", "title": "L", "type": "book"}\n]', '"lonely"'),
    Mistake("retracted-reference", REFS, '"A disease that', '"RETRACTED: A disease that', '"RETRACTED'),
    Mistake("duplicate-reference", REFS, '"title": "The disease that still does not', '"issued": {\n      "date-parts": [\n        [\n          2001\n        ]\n      ]\n    },\n    "title": "A disease that does not', '"A disease that does not exist",\n    "type": "article-journal"\n  },\n  {\n    "URL"'),
    Mistake("duplicate-reference", REFS, '"PMCID": "PMC1"', '"DOI": "10.1234/EXAMPLE.2001"', '"10.1234/EXAMPLE'),
    Mistake("duplicate-id", REFS, '"id": "example2002"', '"id": "example2001"', '"example2001",\n    "title": "The', also=("unknown-reference",)),
    Mistake("duplicate-key", REFS, '"PMID": "1"', '"PMID": "1",\n    "PMID": "1"', '"PMID": "1",\n    "author"'),
    Mistake("template-residue", REFS, "A disease that", "Check date values in A disease that", '"Check'),
    Mistake("wrong-type", REFS, "[\n  {", "[\n  1,\n  {", "1,\n  {"),
    # pathways
    Mistake("dead-end", WAY, "    specialist: true\n    ends: true", "    specialist: true", "decide\n    title"),
    Mistake("unknown-step", WAY, "- to: wait", "- to: wiat", "wiat", also=("unreachable-step",)),
    Mistake("unreachable-step", WAY, "    - to: wait\n      inferred: the example says so\n", "", "wait\n    title"),
    Mistake("unmarked-loop", WAY, "- to: look\n      back: true", "- to: look", "first-visit"),
    Mistake("duplicate-id", WAY, "- id: wait", "- id: decide", "decide\n    title: Wait", also=("unknown-step",)),
    Mistake("bad-value", WAY, "select: all", "select: both", "both"),
    Mistake("wrong-type", WAY, "specialist: true", "specialist: perhaps", "perhaps"),
    Mistake("unsourced-claim", WAY, "    title: Wait and see\n    sources: [example2001]", "    title: Wait and see", "id: wait"),
    Mistake("unknown-reference", WAY, "    title: Wait and see\n    sources: [example2001]", "    title: Wait and see\n    sources: [exmple2001]", "exmple2001"),
    Mistake("missing-key", WAY, "  scope: Invented for tests\n", "", "id: first-visit"),
    Mistake("unknown-key", WAY, "text: Ask", "txt: Ask", "txt"),
    Mistake("dose", WAY, "text: Ask and look.", "text: Give 20 mg/kg.", "Give 20 mg/kg"),
    # twins
    Mistake("stale-section", EN, "Nobody has it.", "Everybody has it.", "# What is Example"),
    Mistake("stale-section", TWINS, "- section: what-is-it", "- section: what-is-that", "what-is-that"),
    Mistake("missing-key", TWINS, "  by: Example editors\n", "", "section: what-is-it"),
    Mistake("bad-date", TWINS, "date: 2026-01-15", "date: last year", "last year"),
    Mistake("hard-to-read", EN, "Nobody has it. It was made up to try things out.", HARD, "# What is Example"),
    Mistake("hard-to-read", DE, "Niemand hat es. Es wurde zum Ausprobieren erfunden.", SCHWER, "# Was ist das"),
    # form
    Mistake("not-canonical", YAML, "[onset, acute]", "[ onset, acute ]", "  phase: [ "),
    Mistake("not-canonical", REFS, '    "DOI"', '  "DOI"', '  "DOI"'),
    Mistake("not-canonical", PRO, "# Causes\n\n", "# Causes\n", "What is known about causes"),
]  # fmt: skip
