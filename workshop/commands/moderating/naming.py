"""Arguments that name one contribution, of whichever kind."""

from typing import Any, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments
from workshop.holdings import MODELS


class OfOne(Arguments):
    """Arguments of which exactly one names a goal, a measure or a comment."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len([noun for noun in MODELS if getattr(self, f"{noun}_id") is not None]) != 1:
            raise PydanticCustomError("one_contribution", "Name a goal, a measure or a comment.")
        return self


def named(actor: Actor) -> tuple[str, Any]:
    """Return (noun, contribution) for the one that the arguments name."""
    return next((noun, actor.targets[f"{noun}_id"]) for noun in MODELS if f"{noun}_id" in actor.targets)
