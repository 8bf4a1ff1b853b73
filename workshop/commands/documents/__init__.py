"""Commands on what becomes of goals after the votes: the background of themes, and the document that is adopted."""
