"""Which specialty the words of a disease's name, or of a finding, belong to.

Rule. Parts of words stand for kinds of diseases, never for one; the first row that fits decides.
Editorial, not reviewed by clinicians.
"""

import re
from functools import cache

BLOOD = ("2080P0207X", "207RH0003X")
BOWEL = ("2080P0206X", "207RG0100X")
GENES = ("207SG0201X", "207SG0201X")
INFECTIONS = ("2080P0208X", "207RI0200X")
EAR = ("207YP0228X", "207Y00000X")
EYE = ("207WX0110X", "207W00000X")
HEART = ("2080P0202X", "207RC0000X")
HORMONES = ("2080P0205X", "207RE0101X")
IMMUNE = ("2080P0201X", "207K00000X")
JOINTS = ("2080P0216X", "207RR0500X")
KIDNEY = ("2080P0210X", "207RN0300X")
BONES = ("207XP3100X", "207X00000X")
LUNG = ("2080P0214X", "207RP1001X")
METABOLISM = ("207SG0202X", "207SG0202X")
NERVES = ("2084N0402X", "2084N0400X")
SKIN = ("207NP0225X", "207N00000X")

NAMES = (
    (r"(?:micro)?(?:deletion|duplication)|ring chromosome|(?:tri|mono|tetra)somy|dysmorph", GENES),
    (
        r"leuk[a]?emi|lymphom|blastom|sarcom|carcinom|tumou?r|neoplas|cancer|melanom|gliom|histiocytos",
        BLOOD,
    ),
    (
        (
            r"severe combined immuno|immunodefici|immune defici|agammaglobulin|granulomatous disease|angioedema|"
            r"hyper-?ig|complement|lymphoprolif|neutropeni"
        ),
        IMMUNE,
    ),
    (
        (
            r"mycosis|mycoses|infect|tubercul|cysticerc|echinococc|leishman|malaria|schistosom|borrelios|"
            r"toxoplasm|amoebi|leprosy|brucell"
        ),
        INFECTIONS,
    ),
    (
        (
            r"arthrit|vasculit|arteritis|lupus|periodic fever|familial .*fever|scleroderma|systemic sclerosis|"
            r"dermatomyosit|polymyosit|autoinflammat|inflammatory syndrome|spondylit|cryopyrin"
        ),
        JOINTS,
    ),
    (
        (
            r"acid(?:a?emi|uri)|hyperammon|urea cycle|storage disease|lipidosis|mucopolysacchar|mucolipid|"
            r"glycosylation|peroxisom|lysosom|cystinuria|keton|urine disease|galactos[a]?emi|tyrosin[a]?emi|"
            r"porphyri|fatty acid|acyl-coa|carnitine|transcarbamylase|(?:synthase|synthetase|kinase|lyase|"
            r"carboxylase|dehydrogenase|reductase|transferase|transporter|oxidase|mutase|hydratase|lipase|"
            r"sulfatase|sidase|aldolase|oxidation) deficiency"
        ),
        METABOLISM,
    ),
    (
        (
            r"adrenal|thyroid|pituitar|hypogonad|diabet|insulin|puberty|growth hormone|hypophosph|rickets|"
            r"hypoparathyr|aldosteron|gonadal dysgen|obesity"
        ),
        HORMONES,
    ),
    (
        (
            r"an[a]?emia|thalass|h[a]?emophilia|thrombocyt|clotting|factor .* deficiency|"
            r"sphero|coagul|bleeding|h[a]?emochromat|bone marrow"
        ),
        BLOOD,
    ),
    (r"nephr|kidney|renal|glomerul|uremic", KIDNEY),
    (
        (
            r"cardi|heart|\bqt\b|ventric.*tachy|tetralogy|aort|valve|septal defect|arrhythm|"
            r"atrial|great arteries|pulmonary arterial"
        ),
        HEART,
    ),
    (
        (
            r"retin|macular|optic|corneal|cataract|glaucom|ocul|ophthalm|aniridi|amauros|choroid|cone-rod|"
            r"night blind|achromatops|vitreo|keratit|keratoc"
        ),
        EYE,
    ),
    (r"deaf|hearing", EAR),
    (
        (
            r"epilep|ataxi|neuropath|muscular (?:dystroph|atroph)|myasthen|myopath|dystoni|encephal|"
            r"spastic|leukodystroph|leukoenceph|dementia|motor neuron|lateral sclerosis|chorea|migraine|seizure|"
            r"narcoleps|myoton|lissenceph|intellectual|neurodevelop|paralys|paraplegi|cerebell|stroke|"
            r"ceroid|neurodegener|myelit|polyneur"
        ),
        NERVES,
    ),
    (
        (
            r"ichthyos|epidermoly|keratoderm|pigmentosum|\bskin|dermat|alopeci|albinism|ectodermal|psorias|"
            r"pemphig|cutis|erythrokerat|pachyonych"
        ),
        SKIN,
    ),
    (
        r"chondro|osteogenesis|skeletal|dysostos|bone|osteo|scolios|clubfoot|spondylo|metaphys|epiphys|exostos",
        BONES,
    ),
    (
        r"hepat|biliar|liver|bowel|intestin|pancrea|colitis|polypos|cholesta|diarrh|esophag",
        BOWEL,
    ),
    (r"pulmon|lung|ciliary|bronch|respirat|surfactant|interstitial", LUNG),
)
"""Parts of names → specialty for children, for adults; tumours and the immune system come first,
because whoever sees them leads, whatever organ the name goes on to mention."""

FINDINGS = (
    (r"neoplasm|blastoma|carcinoma|sarcoma|leukemia|lymphoma|tumor", BLOOD),
    (r"angioedema|immunoglobulin|recurrent .*infection|antibody deficiency|b cell|t cell", IMMUNE),
    (
        r"antinuclear|arthritis|arthralgia|oral ulcer|vasculitis|genital ulcer|raynaud|malar rash",
        JOINTS,
    ),
    (
        r"acid[a]?emia|aciduria|hyperammon|acylcarnitine|lactate|organic acid|acidosis|ketosis",
        METABOLISM,
    ),
    (
        r"muscle|muscular|myopath|creatine kinase|gowers|waddling|myasthen|fatigab|electromyo",
        NERVES,
    ),
    (r"aort|ventric.*sept|pulmonic|heart|cardi|tetralogy", HEART),
)
"""Parts of findings that belong elsewhere than to the organ system under which HPO has them."""


@cache
def of_name(name: str) -> tuple[str, str] | None:
    """What the name of a disease says; None if nothing."""
    return _first(NAMES, name)


@cache
def of_finding(label: str) -> tuple[str, str] | None:
    """What the label of a finding says; None where its organ system decides."""
    return _first(FINDINGS, label)


def _first(rows: tuple[tuple[str, tuple[str, str]], ...], text: str) -> tuple[str, str] | None:
    low = text.lower()
    return next((pair for pattern, pair in rows if re.search(pattern, low)), None)
