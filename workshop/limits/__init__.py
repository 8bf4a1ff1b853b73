"""Limits on rates, counted in the database, so that all processes and nodes count together."""
