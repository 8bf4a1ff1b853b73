"""What is on a ballot, for the view."""
