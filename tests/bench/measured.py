"""What a measurement gave, and what it had to reach."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.bench.settings import Run


@dataclass(frozen=True)
class Measured:
    """Figures by name, with their unit in brackets; `baselines` has figures of the same names, by baseline."""

    figures: dict[str, float]
    baselines: dict[str, dict[str, float]] = field(default_factory=dict)

    def ratios(self) -> dict[str, dict[str, float]]:
        """Give, by baseline and figure, how many times the baseline's figure ours is."""
        return {
            name: {
                key: round(self.figures[key] / value, 3)
                for key, value in beside.items()
                if value and key in self.figures
            }
            for name, beside in self.baselines.items()
        }


@dataclass(frozen=True)
class Target:
    """A bound on a figure, or on its ratio to a baseline's figure `of`; a figure that never came reaches nothing.

    Where the set-up decides what must be reached, `bound` works it out from the run.
    """

    figure: str
    bound: float | Callable[[Run], float]
    of: str | None = None
    at_least: bool = False

    def value(self, measured: Measured) -> float:
        """Return what is compared with the bound."""
        figures = measured.ratios()[self.of] if self.of else measured.figures
        return figures.get(self.figure, math.inf)

    def reached(self, measured: Measured, run: Run) -> bool:
        """Whether the bound is kept."""
        value = self.value(measured)
        bound = self.bound(run) if callable(self.bound) else self.bound
        return math.isfinite(value) and (value >= bound if self.at_least else value <= bound)
