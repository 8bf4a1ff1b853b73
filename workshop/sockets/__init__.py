"""The sockets surface: it only tells; nothing that arrives on a socket changes anything."""
