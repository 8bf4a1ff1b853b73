"""Backups: one file with a whole installation at one moment, made while people vote; restoring and upgrading."""

from workshop.backups.files import BadBackup, back_up
from workshop.backups.reading import NothingThere, reading
from workshop.backups.restoring import InUse, restore
from workshop.backups.upgrading import UpgradeFailed, look, upgrade, way_back

REFUSALS = (BadBackup, InUse, NothingThere, UpgradeFailed)

__all__ = ["REFUSALS", "back_up", "look", "reading", "restore", "upgrade", "way_back"]
