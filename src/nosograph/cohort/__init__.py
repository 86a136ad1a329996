"""Criteria over a whole population: a rule becomes SQL, an engine runs it, a report counts.

Rule. The reference engine for one person is the definition; the SQL has to agree with it, and
what it cannot say exactly it refuses by name.
"""
