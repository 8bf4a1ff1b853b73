"""HTTP itself: bodies, headers, limits, files, compression, problems, health, and the site's own address; no page."""
