"""How well and how fast: protocols, published cases, yardsticks, and their tables.

Rule. Nothing here serves anybody who asks about a person; the product does not know of it.
"""
