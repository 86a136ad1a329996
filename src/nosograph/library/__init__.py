"""The release: its schema, the only reader, and the search over it."""
