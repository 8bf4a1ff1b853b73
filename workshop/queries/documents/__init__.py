"""What documents are shown from."""
