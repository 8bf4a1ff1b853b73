"""The document that a board adopts, as files: what it holds (`content`), and a writer for each kind of file."""
