"""The numbers of the differential's model.

Rule. None is taken from the literature: all were chosen on published cases, as described in
docs/explanation/ranking.md, by sweeps over one half of the diseases and looked at on the other.
The score changes little around each of them.
"""

TYPICAL = 0.2
"""Share of patients assumed for a finding whose frequency nobody has stated."""

PRIOR_PATIENTS = 10.0
"""How many patients the assumed or classified share counts as, when patients were counted."""

HIGHEST = 0.98
"""No finding is taken to be certain, nor any combination of findings to need just one."""

RARELY = 1e-5
"""Added to every background share, so that findings of no disease can be weighed."""

SHARE_POWER = 0.8
"""How a match grows with the share of patients: sources differ in how they state shares more than
in whether they state a finding."""

FADE = 0.65
"""What one step up from the reported to a more general finding leaves of a match."""

LENGTH = 25.0
"""Findings that are added to every disease's expected number before comparing lengths."""

LENGTH_POWER = 1.3
"""How strongly a disease with many annotated findings is held to them."""

COVERED = 7.0
"""What it adds that a finding accounts for all that a disease is known to show."""

LEAST_CONTENT = 0.05
"""No finding is taken to be more common among diseases than with this information content."""

NOISE = 2.0
"""Weight of explanations outside the disease, beside a match at background level."""

NEAR = 10
"""How many similar diseases lend their findings."""

COMMON = 0.1
"""A finding of a larger share of diseases does not make two of them alike."""

NEAR_POWER = 3.0
"""How fast their weight falls with their likeness."""

NEAR_LEAST = 0.1
"""Share of a profile that similar diseases fill in, however much is known."""

NEAR_FINDINGS = 0.7
"""Expected findings that similar diseases stand for."""

FAMILY_FINDINGS = 2.0
"""Expected findings that the other diseases of the same named family stand for."""

ABSENT_FROM = 0.8
"""Share of patients from which on the absence of a finding counts against a disease."""

ABSENT_TRUST = 0.02
"""How far a finding shown by every patient, reported absent, lowers the likelihood.

So little because larger values made lists worse, not better: which findings a publication calls
absent follows the sheet that its authors filled in."""

ONSET_FLOOR = 0.02
"""No age at onset is impossible, and none tells more than this allows."""

BEGUN_FLOOR = 0.1
"""Nor is any disease that few have by an age impossible then."""

TOO_LATE = (0.35, 0.58)
"""Shares of patients with onset in adult life from which and up to which it counts against a
disease that the patient is a child."""

TOO_LATE_TRUST = 0.99
"""How far a disease of adults is held to be impossible in a child."""

ONSET_POWER = 0.5
"""How far the age at onset is believed."""

WRONG_SEX = -1.0
"""Added to the score of diseases with X-linked recessive inheritance alone, if female."""
