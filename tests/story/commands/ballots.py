"""Choices by way of voting, as the story gives them: some of them wrong where a whole ballot is looked at."""

VALUES: dict[str, list] = {
    "approve": [1],
    "opinion": ["agree", "pass", "disagree"],
    "dots": [901, 97, 2],
    "score": [{"importance": 5}, {"importance": 1}, {"importance": None}, {"cost": 3}, 5],
    "rank": [1, 2, 3],
    "consent": [{"choice": "agree"}, "abstain", {"choice": "object", "reason": "Kallis"}, "object"],
}
METHODS = tuple(VALUES)
