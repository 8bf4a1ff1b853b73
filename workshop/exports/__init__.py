"""Exports: what a consultation can be downloaded as (names.py).

Danger: what stands here would be imported by each process that makes one file, and most files take less time than that.
"""
