"""The closed vocabulary of criteria: nodes, sets, units, matching, words, and how it is stored."""
