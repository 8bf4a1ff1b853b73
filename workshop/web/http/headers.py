"""The headers of all answers: what a page may load, and who may frame it."""

from flask import Flask, Response, request

from workshop.config import Settings

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The pages that show a wall in a frame, and the wall's own; nothing else frames or is framed.
FRAMING, FRAMED = ("pages.desk", "pages.start"), "pages.wall"
# How long answers may be kept that are no files.
UNKEPT = "private, no-cache"


def headers_of(settings: Settings) -> dict[str, str]:
    """Return the headers of every answer except scripts and sheets."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": CONTENT_POLICY,
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if settings.secure:
        # Over plain http, as in a hall, browsers would only complain about it in the console.
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def policy_of(endpoint: str | None) -> str:
    """Return what a page may load, and who may frame it."""
    if endpoint == FRAMED:
        return CONTENT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return f"{CONTENT_POLICY}; frame-src 'self'" if endpoint in FRAMING else CONTENT_POLICY


def register(app: Flask) -> None:
    """Add the headers to each answer."""
    headers = headers_of(app.extensions["workshop"].settings)

    @app.after_request
    def finish(response: Response) -> Response:
        # Scripts and sheets load nothing by themselves, and a phone waits for every byte of headers.
        bare = request.endpoint == "static" and response.mimetype in ("text/javascript", "text/css")
        policy = {"Content-Security-Policy": policy_of(request.endpoint)}
        add(response, {"X-Content-Type-Options": "nosniff"} if bare else headers | policy)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", UNKEPT)
        return response


def add(response: Response, headers: dict[str, str]) -> None:
    """Add headers to an answer, except for those that it has."""
    # `setdefault` would look through all of them for each.
    there = {name.lower() for name, _ in response.headers}
    for name, value in headers.items():
        if name.lower() not in there:
            response.headers.add(name, value)
