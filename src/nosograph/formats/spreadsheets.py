"""Cells that a spreadsheet takes for text, whatever somebody has written into them.

Rule. A cell that begins as a formula does gets an apostrophe before it (OWASP, CSV injection).
"""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell that is run begins with; spreadsheets take the full-width signs for the others."""


def as_text(cell: str) -> str:
    """The cell as one that is shown and not run."""
    return "'" + cell if cell.startswith(FORMULA) else cell
