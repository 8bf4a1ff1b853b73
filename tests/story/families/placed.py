"""Snapshots without ids, so that those of two consultations in which the same was done can be compared."""

import json
from typing import Any


class Placed:
    """A snapshot with the places of things for their ids."""

    KINDS = {
        "goal": "goals",
        "goals": "goals",
        "member": "goals",
        "part": "goals",
        "family": "goals",
        "from_goal": "goals",
        "measure": "measures",
        "theme": "themes",
        "round": "rounds",
        "participant": "participants",
        "phenomenon": "phenomena",
        "workshop": "workshops",
        "body": "bodies",
    }
    LEFT = {
        "audiences",
        "invited",
        "entitled",
        "revision",
        "now",
        "epoch",
        "notices",
        "key",
        "version",
        "salt",
        "commitment",
        "turnouts",
        "slug",
        "code",
    }

    def __init__(self, snapshot: dict, family: int):
        gone = {one["id"] for one in snapshot["measures"] if one.get("goal_id") == family}
        names = {one["id"]: one.get("number") for one in snapshot["goals"]}
        names |= {
            f"measure {one['id']}": f"{names[one['goal_id']]}.{one['number']}"
            for one in snapshot["measures"]
            if "goal_id" in one
        }
        left = {
            # Of what is called as it was counted, it says nothing that the names were told while a merge lasted.
            "called_measures": lambda one: (
                not one["since"] and one["number"] == names.get(f"measure {one['measure_id']}")
            ),
            "goals": lambda one: one["id"] == family,
            "measures": lambda one: one["id"] in gone,
            "comments": lambda one: one.get("goal_id") == family,
        }
        self.snapshot = {
            name: [one for one in value if not left.get(name, lambda one: False)(one)]
            if isinstance(value, list)
            else value
            for name, value in snapshot.items()
        }
        self.places = {
            name: {one["id"]: at for at, one in enumerate(value)}
            for name, value in self.snapshot.items()
            if isinstance(value, list)
        }
        people = {one["id"]: one["name"] for one in snapshot["participants"] if "name" in one}
        self.places["participants"] = people
        self.snapshot["authorships"] = [
            one for one in self.snapshot["authorships"] if one["thing_id"] in self.places[f"{one['kind']}s"]
        ]
        # Of what the round is whose figures and choices are looked at.
        self.subject, self.subjects = "goals", {one["id"]: one.get("subject") for one in snapshot["rounds"]}
        self.places["authorships"] = {one["id"]: at for at, one in enumerate(self.snapshot["authorships"])}

    def whole(self) -> Any:
        """All of it, in an order that does not hang on ids."""
        return json.loads(json.dumps({name: self._of(name, value) for name, value in self.snapshot.items()}))

    def _of(self, name, value, kind=None):
        if name in self.LEFT or name.endswith("_at"):
            return None
        if name == "since":
            return sorted(value)
        if isinstance(value, dict) and value and all(key.isdigit() for key in value):
            return sorted(self._rows(name, value), key=lambda row: row[0])
        if name == "mine":
            return {
                kind: [self._id(kind, each) for each in ids if int(each) in self.places[kind]]
                for kind, ids in value.items()
            }
        if isinstance(value, dict):
            kind = f"{value['kind']}s" if "thing_id" in value else name
            self.subject = value.get("subject", self.subject)
            return {each: self._of(each, one, name if each == "id" else kind) for each, one in value.items()}
        if name in ("id", "thing_id"):
            return self._id(kind, value)
        if name == "ids":
            return [self._id(self.subject, each) for each in value]
        if name == "reply_to":
            return self._id("comments", value)
        if name in ("voted", "done") and isinstance(value, list):
            return [self._id("rounds", each) for each in value]
        noun = name.removesuffix("_ids").removesuffix("_id")
        if noun != name and noun in self.KINDS:
            ids = value if isinstance(value, list) else [value]
            return [self._id(self.KINDS[noun], each) for each in ids if each is not None]
        if isinstance(value, list):
            return [self._of(name if isinstance(each, dict) else "", each, name) for each in value]
        return value

    def _rows(self, name, value):
        """Yield what is known by the ids of rounds, or of what they voted on."""
        rounds = name in ("tallies", "ballots", "called", "progress")
        for key, each in value.items():
            self.subject = (self.subjects[int(key)] or "goals") if rounds else self.subject
            yield str(self._id("rounds" if rounds else self.subject, key)), self._of("choices", each)

    def _id(self, kind, value):
        return None if value is None else self.places.get(kind, {}).get(int(value), "elsewhere")
