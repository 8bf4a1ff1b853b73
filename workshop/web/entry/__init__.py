"""The entry pages: the lobby, joining with a code, signing in, one's own account, and the pages to read."""

from workshop.web.entry import account, joining, links, lobby, reading, signing_in
from workshop.web.entry.frame import blueprint

__all__ = ["account", "blueprint", "joining", "links", "lobby", "reading", "signing_in"]
