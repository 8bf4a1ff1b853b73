"""Handing out what takes long to make."""
