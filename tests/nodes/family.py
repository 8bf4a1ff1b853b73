"""Processes and all that descend from them, as /proc has them."""

from pathlib import Path

PROC = Path("/proc")


def family(root: int) -> list[int]:
    """Return a process and all that descend from it and are there."""
    parents = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (stat := stat_of(int(folder.name))):
            parents[int(folder.name)] = int(stat[1])
    found = [root]
    for parent in found:
        found += [pid for pid, of in parents.items() if of == parent]
    return found


def stat_of(pid: int) -> list[str] | None:
    """Return the fields of a process's stat from the third on (proc(5)); None when it is gone."""
    # The name, in brackets, may hold spaces; what is counted begins after it (proc(5): the state).
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
