"""Municipalities: their lists by year, and what people call them."""
