"""What people type, paste and are called, as it is read here: codes, and texts by what they look like."""
