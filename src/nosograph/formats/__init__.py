"""Foreign and own forms of a case: read once, for everybody."""
