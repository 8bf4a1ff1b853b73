"""Queries: what a participant or viewer may see, read in one transaction."""
