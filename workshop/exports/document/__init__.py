"""The document that a board adopts, as files: a writer for each kind of file (states/content.py says what it holds)."""
