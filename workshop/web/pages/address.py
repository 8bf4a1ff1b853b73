"""The address to which a workshop's participants are led: facilitators choose it, open walls ask for it."""

from flask import jsonify, redirect, request

from workshop.web.http.site import choose, site_url
from workshop.web.pages.frame import blueprint
from workshop.web.pages.room import enter_as_lead
from workshop.web.pages.wall import look_at_wall


@blueprint.get("/w/<code>/address")
def address(code: str):
    """Return the address that a wall should show, to anyone who may see the wall."""
    if look_at_wall(code) is None:
        return redirect(f"/join/{code}")
    return jsonify(address=site_url())


@blueprint.post("/w/<code>/address")
def choose_address(code: str):
    """Choose the address and go back to the desk; Forbidden for members, Invalid for an address not offered."""
    found = enter_as_lead(code)
    if found is None:
        return redirect(f"/join/{code}")
    _, workshop = found
    choose(request.form.get("host", ""))
    return redirect(f"/w/{workshop['code']}/lead#share", code=303)
