"""The blueprint that all doors hang in."""

from flask import Blueprint

blueprint = Blueprint("entry", __name__)
