"""What templates are filled in with: words, row templates, fragments, QR codes, addresses of walls, the brand."""
