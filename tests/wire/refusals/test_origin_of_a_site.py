"""Only pages of the site's own scheme, host and port may write with a cookie or listen."""

import pytest
from flask import Flask
from flask import request as asked
from werkzeug.test import EnvironBuilder

from workshop.config import read_settings
from workshop.web.app_context import AppContext
from workshop.web.session.signing import same_origin

SECURE = {
    "ours": ("https://hall.example", True),
    "ours, with the port that https has": ("https://hall.example:443", True),
    "ours in capitals": ("HTTPS://HALL.EXAMPLE", True),
    "plain http of our host": ("http://hall.example", False),
    "plain http on the port of https": ("http://hall.example:443", False),
    "https on the port of http": ("https://hall.example:80", False),
    "another port": ("https://hall.example:8443", False),
    "a host below ours": ("https://a.hall.example", False),
    "a host above ours": ("https://example", False),
    "a name before ours": ("https://a@hall.example", False),
    "an origin with a path": ("https://hall.example/w", False),
    "an origin with a query": ("https://hall.example?", False),
    "a port that is none": ("https://hall.example:x", False),
    "null": ("null", False),
    "nothing": ("", False),
    "ours without a scheme": ("//hall.example", False),
    "where the app listens, behind its proxy": ("http://127.0.0.1:8000", False),
}
PLAIN = {
    "as configured": ("http://hall.example:8000", True),
    "as it was asked": ("http://192.0.2.7:8000", True),
    "on TLS": ("https://hall.example:8000", False),
    "as it was asked, on TLS": ("https://192.0.2.7:8000", False),
    "another port": ("http://hall.example", False),
    "another host": ("http://192.0.2.8:8000", False),
}


def allowed(tmp_path, url, base, headers, **more):
    app = Flask("workshop")
    settings = read_settings({"WORKSHOP_URL": url, "WORKSHOP_DATA": str(tmp_path)})
    app.extensions["workshop"] = AppContext(settings, None, None)
    with app.request_context(EnvironBuilder(base_url=base, method="POST", headers=headers).get_environ()):
        return same_origin(asked, settings, **more)


@pytest.mark.parametrize(("origin", "allows"), SECURE.values(), ids=SECURE)
@pytest.mark.parametrize("word", [None, "same-origin"])
@pytest.mark.parametrize("base", ["https://hall.example", "http://hall.example", "http://127.0.0.1:8000"])
def test_on_tls_the_origin_is_the_site_s_in_scheme_host_and_port(tmp_path, origin, allows, word, base):
    headers = {"Origin": origin} | ({"Sec-Fetch-Site": word} if word else {})
    assert allowed(tmp_path, "https://hall.example", base, headers) is allows
    assert allowed(tmp_path, "https://hall.example", base, headers, anonymous=True) is allows


@pytest.mark.parametrize(("origin", "allows"), PLAIN.values(), ids=PLAIN)
def test_on_plain_http_it_is_the_site_s_or_the_one_that_was_asked(tmp_path, origin, allows):
    base = "http://192.0.2.7:8000"
    assert allowed(tmp_path, "http://hall.example:8000", base, {"Origin": origin}) is allows


def test_a_foreign_word_is_not_outweighed_by_our_origin(tmp_path):
    for word in ("cross-site", "same-site", "", "none, same-origin"):
        headers = {"Sec-Fetch-Site": word, "Origin": "https://hall.example"}
        assert not allowed(tmp_path, "https://hall.example", "https://hall.example", headers, anonymous=True)
