"""stub"""

from flask import Blueprint

blueprint = Blueprint("doors", __name__)


@blueprint.get("/sign-in")
def sign_in_page():
    return "sign in"
