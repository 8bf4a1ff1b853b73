"""The document that a board adopts, as files: a writer for each kind of file (content.py says what it holds)."""
