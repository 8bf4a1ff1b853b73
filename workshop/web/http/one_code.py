"""One address for each workshop: another notation of its code is redirected to its digits."""

from flask import Flask, redirect, request

from workshop.reading.codes import is_whole, read_code


def register(app: Flask) -> None:
    """Check the code in the address before any page does."""
    app.before_request(_lead_to_digits)


def _lead_to_digits():
    written = (request.view_args or {}).get("code")
    if written is None or request.url_rule is None or request.method not in ("GET", "HEAD"):
        return None
    code = read_code(written)
    path = request.url_rule.rule.replace("<code>", code)
    # What can't be a code stays as typed, to be corrected on the page that says so.
    if not is_whole(code) or path == request.path:
        return None
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{path}?{query}" if query else path)
