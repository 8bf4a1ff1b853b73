"""The tables of ballots, and of what is counted."""
