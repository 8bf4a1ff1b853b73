"""Pictures of what a record tells: each an SVG, the same as a table, and the same in sentences."""
