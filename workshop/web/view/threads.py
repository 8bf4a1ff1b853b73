"""Comments in threads: replies under what they reply to, no deeper than a phone's screen is wide.

The browser's twin is static/js/view/threads.js.
"""

from typing import Any

DEEPEST = 3


def threads_of(comments: list[dict]) -> list[dict]:
    """Return the comments that begin threads, each with `replies`; `comments` must be in the order of their ids.

    A reply to one at the deepest level stands beside it, with that comment as `to`. Replies to a comment that is gone
    stand under a placeholder for it: `{"id", "gone": True, "replies"}`.
    """
    here = {comment["id"]: comment for comment in comments}
    tops: list[dict[str, Any]] = []
    levels: dict[int, int] = {}
    holders: dict[int, dict[str, Any] | None] = {}
    for comment in comments:
        comment.update(replies=[], to=None, gone=False)
        number = comment["reply_to"]
        if number is not None and number not in here:
            here[number] = {"id": number, "gone": True, "replies": [], "to": None}
            levels[number] = 1
            tops.append(here[number])
        above = here.get(number)
        holder = holders.get(number) if levels.get(number) == DEEPEST else above
        holders[comment["id"]] = holder
        levels[comment["id"]] = 1 if holder is None else levels[holder["id"]] + 1
        comment["to"] = above if above is not holder else None
        (tops if holder is None else holder["replies"]).append(comment)
    return sorted(tops, key=lambda comment: comment["id"])
