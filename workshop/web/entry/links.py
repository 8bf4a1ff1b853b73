"""The addresses that lead to a workshop; with the unguessable part they are not rate-limited."""

from workshop.identity import link_key
from workshop.web.app_context import app_context
from workshop.web.entry.frame import blueprint


@blueprint.app_template_global()
def join_url(site: str, code: str) -> str:
    """Return the address for QR codes and copied links; `site` is an address of this site that people can open."""
    return f"{site}/join/{code}?k={link_key(app_context().settings.secret_key, code)}"
