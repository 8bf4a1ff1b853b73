"""One address for each workshop: however its code is written there, the browser is led to the eight digits."""

from flask import Flask, redirect, request

from workshop.reading.codes import DIGITS, read_code


def register(app: Flask) -> None:
    """Look at the code in the address before any page does."""
    app.before_request(_lead_to_digits)


def _lead_to_digits():
    written = (request.view_args or {}).get("code")
    if written is None or request.method not in ("GET", "HEAD"):
        return None
    code = read_code(written)
    path = request.url_rule.rule.replace("<code>", code)
    # What can be no code stays as it was typed, to be mended on the page that says so.
    if len(code) != DIGITS or path == request.path:
        return None
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{path}?{query}" if query else path)
