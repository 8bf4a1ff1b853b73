"""An organisation's name, logo and accent are shown, kept by browsers, and can do no harm."""

import os
import re

import pytest

from tests.entry.visitor import Visitor, invited, mails_to
from tests.entry.visitor import link_to as wait_for_mail
from workshop.config import LARGEST_LOGO, BadSettings, read_settings

# The brand stands above the engines.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")
SCRIPTED = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


@pytest.fixture
def branded(start_server, tmp_path) -> Visitor:
    """A visitor of an organisation with everything of its own."""
    logo = tmp_path / "logo.svg"
    logo.write_text(SCRIPTED)
    settings = {"WORKSHOP_ORGANISATION": "Kuntaliitto", "WORKSHOP_LOGO": str(logo), "WORKSHOP_ACCENT": "#FFD500"}
    return Visitor(start_server(**settings))


def test_the_name_stands_in_the_title_the_header_and_the_mails(branded):
    page = branded.get("/").text
    assert re.search(r"<title>[^<]+ – Kuntaliitto</title>", page)
    assert 'alt="Kuntaliitto"' in page
    assert "Workshop" not in re.sub(r"<[^>]+>", "", page)
    address = invited(branded.server, "aino@example.org")
    branded.submit(branded.get("/sign-in"), "sign-in", email=address)
    wait_for_mail(branded.server, address)
    assert "Open this link to sign in to Kuntaliitto." in mails_to(branded.server, address)[0][1]


def test_the_logo_is_served_inert_and_kept_for_good(branded):
    source = re.search(r'src="(/brand/logo\?v=\w+)"', branded.get("/").text)[1]
    logo = branded.get(source)
    assert (logo.status_code, logo.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert logo.text == SCRIPTED
    policy = logo.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script" not in policy
    assert logo.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in logo.headers["Cache-Control"]
    assert branded.get("/brand/logo?v=other").headers["Cache-Control"] == "no-cache"


def test_the_accent_is_a_stylesheet_that_is_kept_for_good(branded):
    page = branded.get("/").text
    address = re.search(r'href="(/brand\.css\?v=\w+)"', page)[1]
    sheet = branded.get(address)
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "immutable" in sheet.headers["Cache-Control"]
    assert sheet.text.count("--fjord:") == 4 and "--fjord: #ffd500;" in sheet.text
    assert page.index("/all.css") < page.index("/brand.css")


def test_without_settings_there_is_neither_logo_nor_accent(server):
    visitor = Visitor(server)
    page = visitor.get("/").text
    assert "brand.css" not in page and "/brand/logo" not in page and "– Workshop</title>" in page
    assert [visitor.get(path).status_code for path in ("/brand.css", "/brand/logo")] == [404, 404]


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("none.svg", None),
        ("logo.gif", PNG),
        ("logo.png", b"GIF89a"),
        ("logo.svg", b"<html></html>"),
        ("large.png", PNG + bytes(LARGEST_LOGO)),
    ],
)
def test_the_app_does_not_start_with_a_logo_that_is_none(tmp_path, database_kind, name, contents):
    if contents is not None:
        (tmp_path / name).write_bytes(contents)
    with pytest.raises(BadSettings, match="WORKSHOP_LOGO"):
        read_settings({"WORKSHOP_LOGO": str(tmp_path / name)}, data=str(tmp_path))


@pytest.mark.parametrize("accent", ["red", "#12345", "#005a6e; } body { display: none"])
def test_the_app_does_not_start_with_an_accent_that_is_none(tmp_path, database_kind, accent):
    with pytest.raises(BadSettings, match="WORKSHOP_ACCENT"):
        read_settings({"WORKSHOP_ACCENT": accent}, data=str(tmp_path))


def test_a_png_and_a_colour_are_read(tmp_path, database_kind):
    (tmp_path / "logo.png").write_bytes(PNG)
    given = {"WORKSHOP_LOGO": os.fspath(tmp_path / "logo.png"), "WORKSHOP_ACCENT": "#005A6E"}
    settings = read_settings(given, data=str(tmp_path))
    assert (settings.logo, settings.accent, settings.name) == (tmp_path / "logo.png", "#005a6e", "Workshop")
