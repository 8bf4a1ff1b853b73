"""Parts of a counted round: maps, comparisons, groups."""
