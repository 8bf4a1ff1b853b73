"""The doors: the lobby, joining with a code, signing in, and one's own account."""

from workshop.web.doors import account, joining, lobby, signing_in
from workshop.web.doors.frame import blueprint

__all__ = ["account", "blueprint", "joining", "lobby", "signing_in"]
