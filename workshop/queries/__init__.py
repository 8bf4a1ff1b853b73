"""What can be seen: read in one transaction, through the one who asks."""
