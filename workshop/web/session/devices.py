"""The browser's random number, by which likely doubles are found: two participants with one number share a browser."""

import secrets

from flask import after_this_request, request
from itsdangerous import BadData, URLSafeSerializer

from workshop import identity
from workshop.operations.people.devices import KEPT
from workshop.web.app_context import app_context


def device_here() -> str | None:
    """Return the random number of this browser, and set its cookie; None for a program with a token.

    It has a cookie of its own, because signing out empties the session's. Only numbers signed by this app are accepted.
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
