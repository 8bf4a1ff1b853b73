"""Workshop: advisory boards, networks and working groups set their organisation's priorities together."""
