"""The API: joining, doing, reading, and the two documents that describe it."""
