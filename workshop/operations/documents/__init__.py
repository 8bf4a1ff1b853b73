"""What the document of a consultation is made of."""
