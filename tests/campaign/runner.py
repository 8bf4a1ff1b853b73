"""Repeating a fault: scene after scene on one place, each drawn from a seed of its own."""

import random
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.campaign.checker import Verdict, check
from tests.campaign.faults import Fault
from tests.campaign.place import Place
from tests.campaign.scene import Scene


@dataclass
class Outcome:
    """What all repetitions of one fault on one database came to; `broken` has (seed, what) for each that failed."""

    fault: str
    database: str
    times: int = 0
    acknowledged: int = 0
    replayed: int = 0
    could_not: int = 0
    lost: int = 0
    doubled: int = 0
    apart: int = 0
    slowest: float = 0.0
    broken: list[tuple[int, list[str]]] = field(default_factory=list)

    def add(self, seed: int, verdict: Verdict) -> None:
        """Count one more repetition."""
        self.times += 1
        for name in ("acknowledged", "replayed", "could_not"):
            setattr(self, name, getattr(self, name) + getattr(verdict, name))
        for name in ("lost", "doubled", "apart"):
            setattr(self, name, getattr(self, name) + len(getattr(verdict, name)))
        self.slowest = max(self.slowest, verdict.slowest)
        if verdict.broken:
            self.broken.append((seed, verdict.broken))


def once(fault: Fault, place: Place, seed: int, *, pace: float = 1.0, patience: float = 5.0) -> Verdict:
    """Let a fault happen once and check everything; what can't even be checked is wrong too."""
    scene = None
    try:
        scene = Scene(place, random.Random(f"{fault.name}/{place.kind}/{seed}"), pace, patience)
        fault.run(scene)
        place.behave(scene.chance)
        place.heal()
        return check(scene)
    except Exception:
        return Verdict(wrong=[f"{traceback.format_exc()}\n{place.words()}"])
    finally:
        if scene:
            scene.close()


def repeat(fault: Fault, place: Place, seeds: range, report: Callable[..., None], **more) -> Outcome:
    """Let a fault happen once for each seed; `report(outcome, seed, last=…)` is told after each."""
    outcome = Outcome(fault.name, place.kind)
    for seed in seeds:
        outcome.add(seed, once(fault, place, seed, **more))
        report(outcome, seed, last=seed == seeds[-1])
    return outcome
