"""Doctors and centres: registers in, one folder out, the nearest of a specialty found exactly."""
