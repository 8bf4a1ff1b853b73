"""The engine: the door that every change goes through."""
