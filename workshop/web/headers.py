"""The headers that answers carry: what a page may load, and who may frame it."""

from flask import Flask, Response, request

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def register(app: Flask) -> None:
    """Add the headers to each answer."""
    secure = app.extensions["workshop"].settings.secure

    @app.after_request
    def add(response: Response) -> Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        # Scripts and sheets load nothing by themselves, and a phone waits for each byte that comes with each of them.
        if request.endpoint == "static" and response.mimetype in ("text/javascript", "text/css"):
            return response
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if secure:
            # Over a hall's plain http browsers would only complain of it in the console.
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
