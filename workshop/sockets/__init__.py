"""The sockets surface: it only broadcasts; nothing that arrives on a socket changes anything."""
