"""A free-text note to coded findings, with what is said about each."""
