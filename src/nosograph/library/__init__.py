"""The release: what a build writes and every reader opens read-only."""
