"""What leaves in files: what was counted and how it was called then, and what anyone needs to check it."""
