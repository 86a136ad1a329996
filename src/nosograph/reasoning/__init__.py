"""Questions put to values: criteria and their answers. Pure: no clock, no disk, no network."""
