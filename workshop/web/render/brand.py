"""The organisation's name, logo and accent from the settings, and the two addresses that serve them."""

import hashlib
from dataclasses import dataclass

from flask import Flask, Response, request, url_for

from workshop.errors import NotFound
from workshop.web.render.contrast import BLACK, ENOUGH, MORE, WHITE, Colour, colour, contrast, mixed, readable

TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
# A logo may contain styles; anything else in it is inert, also where its address is opened directly.
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
# The surfaces on which the accent stands, as css/base/tokens.css has them: ground, surface, sunken.
LIGHT = tuple(map(colour, ("#f5f6f3", "#ffffff", "#e8ebe6")))
DARK = tuple(map(colour, ("#0f1719", "#182326", "#233135")))
DARK_TEXT = colour("#04222a")


@dataclass(frozen=True)
class Brand:
    """What pages and mails show of the organisation; `logo` and `sheet` are addresses, or None."""

    name: str
    contact: str
    logo: str | None
    sheet: str | None


def register(app: Flask) -> None:
    """Read the logo once, serve logo and accent, and offer `brand()` to templates."""
    settings = app.extensions["workshop"].settings
    logo = settings.logo.read_bytes() if settings.logo else None
    sheet = stylesheet(colour(settings.accent)).encode() if settings.accent else None

    def brand() -> Brand:
        """Return the brand, with addresses that change with their contents."""
        return Brand(
            name=settings.name,
            contact=settings.contact,
            logo=url_for("brand_logo", v=_version(logo)) if logo else None,
            sheet=url_for("brand_sheet", v=_version(sheet)) if sheet else None,
        )

    app.jinja_env.globals["brand"] = brand

    @app.get("/brand.css", endpoint="brand_sheet")
    def serve_sheet() -> Response:
        """Return the accent as a stylesheet; raises NotFound where none is configured."""
        return _kept(sheet, "text/css")

    @app.get("/brand/logo", endpoint="brand_logo")
    def serve_logo() -> Response:
        """Return the logo; raises NotFound where none is configured."""
        response = _kept(logo, TYPES[settings.logo.suffix.lower()] if logo else "")
        response.headers["Content-Security-Policy"] = LOGO_POLICY
        return response


def stylesheet(accent: Colour) -> str:
    """Return the accent as CSS tokens for light and dark pages, and for readers who prefer more contrast."""
    dark = "screen and (prefers-color-scheme: dark)"
    return "\n".join(
        (
            "/* The organisation's accent, dark or light enough to be read. */",
            "@layer brand {",
            _rule(accent, LIGHT, ENOUGH),
            f"@media {dark} {{ {_rule(accent, DARK, ENOUGH, lighter=True)} }}",
            f"@media (prefers-contrast: more) {{ {_rule(accent, LIGHT, MORE)} }}",
            f"@media {dark} and (prefers-contrast: more) {{ {_rule(accent, DARK, MORE, lighter=True)} }}",
            "}\n",
        )
    )


def tokens(accent: Colour, surfaces: tuple[Colour, ...], ratio: float, *, lighter: bool = False) -> dict[str, Colour]:
    """Return the colours derived from the accent: itself, a stronger one, a pale ground, and the text on it."""
    quiet = mixed(readable(accent, surfaces, ratio, lighter=lighter), surfaces[1], 0.16 if lighter else 0.1)
    main = readable(accent, (*surfaces, quiet), ratio, lighter=lighter)
    least = min(contrast(main, surface) for surface in (*surfaces, quiet))
    strong = readable(main, (*surfaces, quiet), min(least * 1.4, 14), lighter=lighter)
    text = max((WHITE, DARK_TEXT, BLACK), key=lambda each: (contrast(each, main) >= ratio, each != BLACK))
    return {"fjord": main, "fjord-deep": strong, "fjord-pale": quiet, "on-fjord": text}


def _rule(accent, surfaces, ratio, *, lighter=False):
    found = tokens(accent, surfaces, ratio, lighter=lighter)
    return ":root { " + " ".join(f"--{name}: {value};" for name, value in found.items()) + " }"


def _kept(contents, mimetype):
    if contents is None:
        raise NotFound(request.path)
    response = Response(contents, mimetype=mimetype)
    same = request.args.get("v") == _version(contents)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if same else "no-cache"
    return response


def _version(contents):
    return hashlib.sha256(contents).hexdigest()[:12]
