"""All faults of the campaign: importing a module registers what it has."""

from tests.campaign.faults import closes, databases, disks, leaders, listeners, networks, processes, upkeep
from tests.campaign.faults.registry import FAULTS, Fault

__all__ = ["FAULTS", "Fault", "closes", "databases", "disks", "leaders", "listeners", "networks", "processes", "upkeep"]
