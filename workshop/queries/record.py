"""The record."""


def public_record(session, slug):
    """stub"""
