"""Bytes out."""

NAMES = {}
