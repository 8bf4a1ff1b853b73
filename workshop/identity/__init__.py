"""The viewer, read anew for each request: an account by cookie or bearer token, or a wall by its link."""

from workshop.identity.accounts import SignedIn, by_cookie, claim_of_cookie, signed_in
from workshop.identity.join_links import is_link_key, link_key
from workshop.identity.tokens import bearer_of, by_token, claim_of_token, sign_token
from workshop.identity.viewer import Viewer, viewer_of
from workshop.identity.walls import wall_by_key, wall_cookie, wall_key, walls_of

__all__ = [
    "SignedIn",
    "Viewer",
    "bearer_of",
    "by_cookie",
    "by_token",
    "claim_of_cookie",
    "claim_of_token",
    "is_link_key",
    "link_key",
    "sign_token",
    "signed_in",
    "viewer_of",
    "wall_by_key",
    "wall_cookie",
    "wall_key",
    "walls_of",
]
