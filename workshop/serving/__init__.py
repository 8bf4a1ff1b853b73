"""Serving: the processes that are started, and how the web server treats its connections."""
