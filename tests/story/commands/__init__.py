"""The arguments of commands in stories, by their noun."""
