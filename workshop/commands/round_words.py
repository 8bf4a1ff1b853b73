"""What the arguments of rounds may say where they choose among words."""

from typing import Annotated

from workshop import policy
from workshop.engine.arguments import OneOf, ThemeId, many
from workshop.methods import METHODS

Kind = Annotated[str, OneOf(policy.ROUND_KINDS)]
MethodName = Annotated[str, OneOf(METHODS)]
Secrecy = Annotated[str, OneOf(policy.SECRECIES)]
ResultsWhen = Annotated[str, OneOf(policy.RESULTS_WHEN)]
Totals = Annotated[str, OneOf(policy.TOTALS)]
ThemeIds = Annotated[list[ThemeId], *many()]
