"""What a program that listens does with what it hears: how its copy of a snapshot moves on.

The browser's side is workshop/static/js/live/snapshot.js. The server itself needs none of it.
"""

from functools import reduce


def apply(snapshot: dict, event: dict) -> dict:
    """Return the snapshot as it is after `event`; an older state than the one held changes nothing.

    `snapshot` and `event` are as on the wire. Pure: events may come in any order and more than once.
    """
    kind, thing = event["kind"], event["data"]
    if kind == "consultation":
        held = snapshot["consultation"]
        return snapshot if held["revision"] >= thing["revision"] else {**snapshot, "consultation": thing}
    held = {each["id"]: each for each in snapshot[kind]}
    if thing["id"] in held and held[thing["id"]]["revision"] >= thing["revision"]:
        return snapshot
    held[thing["id"]] = thing
    return {**snapshot, kind: [held[number] for number in sorted(held)]}


def apply_batch(snapshot: dict, batch: dict) -> dict | None:
    """Return the snapshot as it is after a batch: an `events` frame, or an answer of `changes`.

    None: the batch does not go on from this snapshot. After a frame the caller fetches the changes, after an
    answer of `changes` a new snapshot. `me` is None at a wall, and whoever signs in there starts again.
    """
    if "me" in batch and (batch["me"] is None) != (snapshot["me"] is None):
        return None
    if "reset" in batch or batch["epoch"] != snapshot["epoch"] or batch.get("after", 0) > snapshot["revision"]:
        return None
    following = dict(reduce(apply, batch["events"], snapshot))
    following["revision"] = max(snapshot["revision"], batch["revision"])
    held = following["tallies"]
    newer = {
        round_id: tally
        for round_id, tally in batch.get("tallies", {}).items()
        if round_id not in held or held[round_id]["version"] <= tally["version"]
    }
    following["tallies"] = {**held, **newer}
    # Turnouts have no revision, and may fall too: what was told as of the latest time counts.
    if "turnouts" in batch and batch["now"] >= snapshot["now"]:
        following["turnouts"], following["now"] = batch["turnouts"], batch["now"]
        following |= {"progress": batch["progress"]} if "progress" in batch else {}
    if batch.get("me") and batch["me"]["version"] >= snapshot["me"]["version"]:
        following["me"] = batch["me"]
    return _without_closed(following)


def apply_tally(snapshot: dict, frame: dict) -> dict | None:
    """Return the snapshot as it is after a `tally` frame: the newest version wins, only a `whole` one tells all goals.

    None: nothing is held that its changes could go into; the caller fetches the changes.
    """
    round_id, held = str(frame["round_id"]), snapshot["tallies"].get(str(frame["round_id"]))
    if held and held["version"] >= frame["version"]:
        return snapshot
    its = [each for each in snapshot.get("rounds", ()) if each["id"] == frame["round_id"]]
    if any(map(_is_hidden, its)):
        # Told before the close, or before there was paper, and heard after it.
        return snapshot
    if not held and not frame["whole"]:
        return None
    tally = {name: part for name, part in frame.items() if name not in ("round_id", "whole")}
    if not frame["whole"]:
        tally = {**held, **tally, "goals": {**held["goals"], **frame["goals"]}}
    return {**snapshot, "tallies": {**snapshot["tallies"], round_id: tally}}


def apply_turnout(snapshot: dict, frame: dict) -> dict:
    """Return the snapshot as it is after a `turnout` frame; one of an earlier time than is held changes nothing."""
    told_at = frame.get("now", snapshot["now"])
    if told_at < snapshot["now"]:
        return snapshot
    turnouts = {**snapshot["turnouts"], str(frame["round_id"]): frame["voters"]}
    return _without_closed({**snapshot, "turnouts": turnouts, "now": told_at})


def apply_progress(snapshot: dict, frame: dict) -> dict:
    """Return the snapshot as it is after a `progress` frame; one of an earlier time than is held changes nothing."""
    if frame["now"] < snapshot["now"]:
        return snapshot
    return _without_closed({**snapshot, "progress": frame["progress"], "now": frame["now"]})


def apply_ballot(snapshot: dict, ballot: dict) -> dict | None:
    """Return the snapshot as it is after one's own ballot was acknowledged.

    `ballot` has the `round_id` and the `choices` that were sent, and the `me_version` of the answer. None: something
    else of one's own has changed too, and the caller fetches the changes.
    """
    me, round_id = snapshot["me"], str(ballot["round_id"])
    if me["version"] >= ballot["me_version"]:
        return snapshot
    voted = next((each for each in snapshot["rounds"] if each["id"] == ballot["round_id"]), None)
    if voted is None or me["version"] + 1 != ballot["me_version"]:
        return None
    me, others = {**me, "version": ballot["me_version"]}, set(me["voted"]) - {ballot["round_id"]}
    kept = ballot["choices"]
    if voted.get("secrecy") != "secret":
        choices = {**me["ballots"].get(round_id, {}), **ballot["choices"]}
        kept = {goal: value for goal, value in choices.items() if value is not None}
        me["ballots"] = {**me["ballots"], round_id: kept}
    # Who has taken everything back has not voted.
    me["voted"] = sorted({*others, ballot["round_id"]} if kept else others)
    return _without_closed({**snapshot, "me": me})


def _without_closed(snapshot):
    # At the close a turnout is no longer told, and ballots of a confidential round lose their voters: one's own is
    # gone too, whichever is heard first. So are the figures of a round in which too few voted.
    # The opening of a round may have been undone.
    planned = {str(each["id"]) for each in snapshot["rounds"] if each.get("state") == "planned"}
    over = [each for each in snapshot["rounds"] if each.get("state") in ("closed", "revealed")]
    closed = {str(each["id"]) for each in over} | planned
    turnouts = {round_id: voters for round_id, voters in snapshot["turnouts"].items() if round_id not in closed}
    withheld = {str(each["id"]) for each in snapshot["rounds"] if _is_hidden(each)} | planned
    tallies = {round_id: tally for round_id, tally in snapshot["tallies"].items() if round_id not in withheld}
    snapshot = {**snapshot, "turnouts": turnouts, "tallies": tallies}
    if "progress" in snapshot:
        # What is shown theme by theme is still to be shown after the close.
        unshown = {str(each["id"]) for each in over if each.get("contributions") == "by_theme"}
        snapshot["progress"] = {
            round_id: far
            for round_id, far in snapshot["progress"].items()
            if round_id not in closed or (round_id in unshown and far["written"])
        }
    if snapshot["me"] is None:
        return snapshot
    detached = {str(each["id"]) for each in over if each["secrecy"] == "confidential"}
    ballots = {round_id: own for round_id, own in snapshot["me"]["ballots"].items() if round_id not in detached}
    return {**snapshot, "me": {**snapshot["me"], "ballots": ballots}}


def _is_hidden(round_):
    # Nothing is shown of a round in which too few voted, nor of one with paper, until all of that is in and it is over.
    paper = round_.get("paper")
    return round_.get("withheld") or paper == "open" or (paper is not None and round_.get("state") == "open")
