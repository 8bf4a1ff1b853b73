"""The way from a `requests` session to an app in this process, as a web server would hand it on."""

import io
import sys
from http.client import HTTPMessage
from urllib.parse import unquote_to_bytes, urlsplit

import requests
from flask import Flask
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse
from werkzeug.test import run_wsgi_app


class AppAdapter(HTTPAdapter):
    """Hands requests to an app; redirects, cookies and compression are the session's own, as over a connection."""

    def __init__(self, app: Flask):
        super().__init__()
        self.app = app

    def send(self, request: requests.PreparedRequest, **options) -> requests.Response:
        """Let the app answer."""
        contents, status, headers = run_wsgi_app(self.app.wsgi_app, _environment(request), buffered=True)
        number, _, reason = status.partition(" ")
        raw = HTTPResponse(
            body=io.BytesIO(b"".join(contents)),
            headers=HTTPHeaderDict(headers.items()),
            status=int(number),
            reason=reason,
            preload_content=False,
            request_method=request.method,
            original_response=_Original(headers.items()),
        )
        return self.build_response(request, raw)


class _Original:
    """What `requests` reads cookies from."""

    def __init__(self, headers):
        self.msg = HTTPMessage()
        for name, value in headers:
            self.msg.add_header(name, value)

    def isclosed(self) -> bool:
        return True

    def close(self) -> None:
        pass


def _environment(request):
    url = urlsplit(request.url)
    path, _, query = request.path_url.partition("?")
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else body
    named = {_text(name): _text(value).strip() for name, value in request.headers.items()}
    headers = {name.upper().replace("-", "_"): value for name, value in named.items() if "_" not in name}
    environ = {f"HTTP_{name}": value for name, value in headers.items()} | {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": request.path_url,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": headers.get("CONTENT_TYPE", ""),
        "CONTENT_LENGTH": headers.get("CONTENT_LENGTH", ""),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    environ.setdefault("HTTP_HOST", url.netloc)
    return environ


def _text(header):
    return header.decode("latin-1") if isinstance(header, bytes) else header
