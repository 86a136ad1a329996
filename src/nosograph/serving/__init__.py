"""What every server has: requests made safe, answers compressed, releases, errors, the log."""
