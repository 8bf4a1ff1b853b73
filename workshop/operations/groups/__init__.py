"""Who may vote in a round, and what its groups said."""
