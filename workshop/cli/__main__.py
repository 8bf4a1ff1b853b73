"""Lets `python -m workshop.cli` be the command line."""

from workshop.cli import main

main()
