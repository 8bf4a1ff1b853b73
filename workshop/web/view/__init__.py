"""What pages show: a snapshot arranged for a viewer, without Flask and without a database."""
