"""Ballots on paper: as they are entered, and settled."""
