"""From findings to a ranked, explained list of diseases.

The model is a query likelihood, as in information retrieval: how much likelier is it that a
report of this disease contains this finding than that any report does? A disease is a document
whose words are its findings; a word may be reported less precisely than it is annotated, or more
(a translation model: Berger and Lafferty, Information Retrieval as Statistical Translation,
SIGIR 1999); long documents are held to their length and all are smoothed, here with similar
diseases (Zhai and Lafferty, A Study of Smoothing Methods for Language Models, ACM TOIS 2004; Liu
and Croft, Cluster-Based Retrieval Using Language Models, SIGIR 2004). Noise stands for all that a
report contains for other reasons.

For a finding q and a disease d, with F the share of patients carried up the ontology (`profiles`)
to the power of SHARE_POWER, B its mean over all diseases, and the steps from q up to its ancestor a:

    match(q, d)        = sum over a, the root left out, of (1 - FADE) FADE^steps F(a, d) / B(a)
    own(q, d)          = match(q, d) ((mean + LENGTH) / (expected(d) + LENGTH))^LENGTH_POWER
    explained(q, d)    = mixture of own(q, d), of own(q, ·) of similar diseases and of its family
    covered(q, d)      = the same mixture of COVERED amount(q, d) / (mean + expected(d))
    contribution(q, d) = log(1 + explained(q, d) / NOISE) + covered(q, d)

The logarithm says how well the disease explains the finding, and what is covered how much of the
disease the finding accounts for: amount(q, d) is the number of findings expected in d, each as far
as it is like q (the square of the share of its information content that q has, too; one side of
Lin, An Information-Theoretic Definition of Similarity, ICML 1998), summed over the ways up from q.

The score is the sum of the contributions of the findings that are present, of the findings that
are absent (never positive: absence is no evidence for a disease that shows the finding), and of
age and sex where annotated.

Rule 1. A finding that nobody has annotated to a disease or its like contributes nothing; nor does
one that is recorded as absent there, whatever related findings and similar diseases say.
Rule 2. A score is no probability, and nothing here calls it one.
Rule 3. `reference` is the definition; `engine` is fast and must agree with it.
"""
