"""Bytes that come in: files that people made elsewhere, read without trusting them."""
