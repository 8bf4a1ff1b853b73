"""The blueprint of the entry pages."""

from flask import Blueprint

blueprint = Blueprint("entry", __name__)
