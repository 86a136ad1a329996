"""Other people's tables as facts and persons, in DuckDB's SQL.

Rule. A reader names what it expects of a table before a row is read; rows that cannot be read
are listed with a reason, and what says nothing either way is counted.
"""
