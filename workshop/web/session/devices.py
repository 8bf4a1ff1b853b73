"""The browser's own random number, by which likely doubles are seen: whoever comes again with it used it before."""

import secrets

from flask import after_this_request, request
from itsdangerous import BadData, URLSafeSerializer

from workshop import identity
from workshop.operations.devices import KEPT
from workshop.web.app_context import app_context


def device_here() -> str | None:
    """Give the random number of the browser that asks, and leave it there; None for a program with a token.

    It is in a cookie of its own, since leaving a browser empties the other one. Only what we have signed is taken.
    """
    if identity.bearer_of(request):
        return None
    settings = app_context().settings
    name = f"{'__Host-' if settings.secure else ''}workshop-device"
    signer = URLSafeSerializer(settings.secret_key, salt="workshop.device")
    try:
        device = str(signer.loads(request.cookies.get(name, "")))
    except BadData:
        device = secrets.token_hex(16)
    about = {"max_age": KEPT, "secure": settings.secure, "httponly": True, "samesite": "Lax"}

    @after_this_request
    def leave(response):
        response.set_cookie(name, signer.dumps(device), **about)
        return response

    return device
