"""The table: what was measured, beside its baselines and its target, for a terminal, for a document and as JSON."""

import itertools
import math
import os
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.measured import Measured
from tests.bench.rows import ROWS, Row
from tests.bench.settings import Run

ROOT = Path(__file__).parents[2]
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
FIRST_LOAD = "The first load of the room on a phone is measured by `bin/lighthouse phone`."


def about(run: Run) -> dict[str, Any]:
    """Describe the run and the machine, so that figures are not compared across them unawares."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "machine": f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load before": round(os.getloadavg()[0], 2),
        "database": run.database,
        "fanout": run.fanout,
        "nodes": run.nodes,
        "through": run.through if run.nodes > 1 else "",
        "method": run.method,
        "server cores": sorted(run.server_cpus),
        "load cores": sorted(run.load_cpus),
        "sizes": asdict(run.sizes),
    }


def entry(row: Row, measured: Measured, run: Run) -> dict[str, Any]:
    """Return a row as JSON has it; what never came is null."""
    missed = [target.figure for target in row.targets if not target.reached(measured, run)]
    return {
        "name": row.name,
        "what": row.what,
        "target": row.goal,
        "figures": _plain(measured.figures),
        "baselines": {name: _plain(beside) for name, beside in measured.baselines.items()},
        "ratios": {name: _plain(beside) for name, beside in measured.ratios().items()},
        "reached": not missed,
        "missed": missed,
    }


def failed(row: Row, failure: Exception) -> dict[str, Any]:
    """Return a row that could not be measured."""
    said = f"{type(failure).__name__}: {failure}"
    nothing = {"figures": {}, "baselines": {}, "ratios": {}}
    return {"name": row.name, "what": row.what, "target": row.goal, **nothing, "reached": False, "missed": [said[:500]]}


def lines(entries: list[dict[str, Any]]) -> list[str]:
    """Write the table for a terminal."""
    told = []
    for each in entries:
        told.append(f"{'reached    ' if each['reached'] else 'NOT REACHED'}  {each['name']}: {each['what']}")
        told.append(f"             must: {each['target']}")
        told.append(f"             is:   {_joined(each['figures'])}")
        for name, beside in each["baselines"].items():
            told.append(f"             {name}: {_joined(beside)}{_ratio(each, name)}")
        if each["missed"]:
            told.append(f"             missed: {_missed(each)}")
    return [*told, FIRST_LOAD]


def markdown(*runs: dict[str, Any]) -> str:
    """Write the figures of some runs for a document, those of one set-up in one table: of each row the last measure."""
    set_ups: dict[str, list[dict[str, Any]]] = {}
    for run in runs:
        set_ups.setdefault(f"{run['machine']}; {_set_up(run)}", []).append(run)
    return "\n\n".join([*itertools.starmap(_table, set_ups.items()), FIRST_LOAD])


def into(document: str, table: str) -> str:
    """Put a table between the marks of a document."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def named(names: list[str]) -> list[Row]:
    """Find rows by name; all for none. Raises KeyError."""
    rows = {row.name: row for row in ROWS}
    return [rows[name] for name in names] or ROWS


def _table(set_up, runs):
    days, commits = _each(run["at"][:10] for run in runs), _each(f"`{run['commit']}`" for run in runs)
    loads = [run["load before"] for run in runs]
    found = {each["name"]: each for run in runs for each in run["rows"]}
    told = [
        f"{set_up} ({days}, commit {commits}, load before a run {min(loads)} to {max(loads)}):",
        "",
        "| row | measured | must | reached |",
        "|---|---|---|---|",
    ]
    for each in [found[row.name] for row in ROWS if row.name in found]:
        reached = "yes" if each["reached"] else "**no**"
        told.append(f"| `{each['name']}` | {_shown(each)} | {each['target']} | {reached} |")
    return "\n".join(told)


def _each(words):
    return ", ".join(dict.fromkeys(words))


def _shown(entry):
    """Return what the row must reach alone, as it was measured: all other figures are in the JSON."""
    [row] = named([entry["name"]])
    if not entry["figures"]:
        return _missed(entry)
    if row.whole:
        return _joined(entry["figures"])
    shown, nothing = [], []
    for target in row.targets:
        value = entry["figures"].get(target.figure)
        if target.of:
            ratio = entry["ratios"].get(target.of, {}).get(target.figure)
            shown.append(f"{'never' if ratio is None else ratio} times {target.of}")
        elif value == 0 == target.bound:
            nothing.append(target.figure)
        else:
            shown.append(_joined({target.figure: value}))
    return ", ".join([*shown, *([f"0 {', '.join(nothing)}"] if nothing else [])])


def _set_up(run):
    nodes = run.get("nodes", 1)
    where = "by HAProxy" if run.get("through") == "haproxy" else "by their clients"
    several = f" on {nodes} nodes ({where})" if nodes > 1 else ""
    return f"{run['database']}{several}, fan-out `{run['fanout']}`, {_cores(run)}"


def _missed(entry):
    # A failure brings its server's log along, which belongs into the JSON alone.
    return ", ".join(missed.splitlines()[0].rstrip(":") for missed in entry["missed"])


def _ratio(entry, baseline):
    ratio = next(iter(entry["ratios"][baseline].values()), None)
    return "" if ratio is None else f" (ours is {ratio:,} times that)"


def _cores(run):
    apart = run["server cores"] != run["load cores"]
    return (
        "server and load on a core each" if apart else f"server and load on the same {len(run['server cores'])} cores"
    )


def _processor():
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return models[0].partition(":")[2].strip() if models else platform.machine()


def _plain(figures):
    return {name: None if not math.isfinite(value) else value for name, value in figures.items()}


def _joined(figures):
    return ", ".join(f"{name} {'never' if value is None else f'{value:,}'}" for name, value in figures.items())
