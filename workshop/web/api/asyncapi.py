"""The description of the Socket.IO messages (AsyncAPI 3.0), generated from their shapes."""

from functools import lru_cache

from workshop.web.api.openapi import EXACT, described
from workshop.wire.messages import MESSAGES


@lru_cache
def asyncapi(url: str) -> dict:
    """Return the description of what a site at this address sends; server to client only."""
    refers, schemas = described((), MESSAGES.values())
    # Unlike OpenAPI, AsyncAPI takes only the name of the field.
    event = schemas["Event"]
    schemas["Event"] = {**event, "discriminator": event["discriminator"]["propertyName"]}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Workshop", "version": "1", "description": EXACT},
        "servers": {"live": {"host": url.split("://", 1)[-1], "protocol": "wss", "pathname": "/socket.io"}},
        "channels": {
            "consultation": {
                "address": "/",
                "messages": {
                    name: {"name": name, "summary": str(model.__doc__).split("\n")[0], "payload": refers[model]}
                    for name, model in MESSAGES.items()
                },
            }
        },
        "operations": {"tell": {"action": "send", "channel": {"$ref": "#/channels/consultation"}}},
        "components": {"schemas": schemas},
    }
