"""The things of a snapshot that are there for everyone, in their order."""

from collections.abc import Iterable


def there(things: Iterable[dict]) -> list[dict]:
    """Return what is there, but what only the viewer sees, which is in no file, whoever asks for it."""
    return [thing for thing in things if not thing.get("removed") and not thing.get("sealed")]


def in_order(things: Iterable[dict]) -> list[dict]:
    """Return what is there of a list that facilitators keep in order."""
    return sorted(there(things), key=lambda thing: (thing["position"], thing["id"]))
