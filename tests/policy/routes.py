"""What every address answers to everybody: the table that each route of the app must stand in."""

from dataclasses import dataclass, field

NOBODY = ("nobody",)
OUTSIDE = ("stranger", "elsewhere", "administrator")
INSIDE = ("member", "guest", "observer", "facilitator")
EVERYONE = NOBODY + OUTSIDE + INSIDE


@dataclass(frozen=True)
class Route:
    """The status for each actor; `about` fills in the rule, and `fresh` asks as people who may lose their place."""

    statuses: dict[str, int]
    about: dict = field(default_factory=dict)
    fresh: bool = False


def always(status: int, **about) -> Route:
    """The same for everybody."""
    return Route(dict.fromkeys(EVERYONE, status), about)


def inside(status: int, *, nobody: int, outside: int = 404, about: dict | None = None, **others: int) -> Route:
    """One status for those in the consultation, and others for the rest; `others` names whoever differs."""
    statuses = dict.fromkeys(INSIDE, status) | dict.fromkeys(OUTSIDE, outside) | dict.fromkeys(NOBODY, nobody)
    return Route(statuses | others, about or {})


# Nobody is sent to the door by a page (302) and told so by the API (401). Writes are sent empty, without a key:
# what commands do is in the matrix, here it is asked who gets as far as having the arguments looked at (422).
ROUTES: dict[str, Route] = {
    "GET /": always(200),
    "GET /guide": always(200),
    "GET /losing": always(200),
    "GET /offline": always(200),
    "GET /sw.js": always(200),
    "GET /privacy": always(200),
    "GET /accessibility": always(200),
    "GET /healthz": always(200),
    "GET /readyz": always(200),
    "GET /static/<build>/<path:name>": always(200, build="any", name="css/base/tokens.css"),
    # Without an accent and a logo in the settings there is nothing at these two.
    "GET /brand.css": always(404),
    "GET /brand/logo": always(404),
    "POST /language": always(303),
    # The doors.
    "GET /join": always(200),
    "POST /join": always(404),
    "GET /join/<code>": inside(302, nobody=200, outside=200),
    "GET /sign-in": inside(200, nobody=200, outside=200, member=302, administrator=302),
    "POST /sign-in": always(422),
    "GET /sign-in/sent": always(200),
    "GET /sign-in/<secret>": always(404, secret="no-such-secret"),
    "POST /sign-in/<secret>": always(404, secret="no-such-secret"),
    "GET /me": inside(200, nobody=302, outside=200),
    "POST /me/address": inside(422, nobody=401, outside=422, member=409, administrator=409),
    "POST /me/address/code": inside(422, nobody=401, outside=422),
    # The pages.
    "GET /c/<slug>": inside(200, nobody=302),
    "GET /c/<slug>/goals/<int:number>": inside(200, nobody=302),
    "GET /c/<slug>/goals/merge": inside(403, nobody=302, facilitator=200),
    "GET /c/<slug>/goals/<int:number>/split": inside(403, nobody=302, facilitator=200),
    "GET /c/<slug>/similar": inside(200, nobody=302),
    "GET /c/<slug>/themes/<int:number>": inside(200, nobody=302),
    "GET /c/<slug>/phenomena/<int:number>": inside(200, nobody=302),
    "GET /c/<slug>/results": inside(200, nobody=302),
    "GET /c/<slug>/results/understanding": inside(200, nobody=302),
    "GET /c/<slug>/rounds/<int:number>/shortlist": inside(403, nobody=302, facilitator=404, about={"number": 1}),
    "GET /c/<slug>/rounds/<int:number>/ballot": inside(403, nobody=302, facilitator=404, about={"number": 1}),
    "GET /c/<slug>/rounds/<int:number>/channels": inside(403, nobody=302, facilitator=404, about={"number": 1}),
    "GET /c/<slug>/rounds/<int:number>/sheets": inside(403, nobody=302, facilitator=404, about={"number": 1}),
    "GET /c/<slug>/audit": inside(403, nobody=302, facilitator=200),
    "GET /c/<slug>/audit.csv": inside(403, nobody=302, facilitator=200),
    "GET /audit": inside(403, nobody=302, outside=403, administrator=200),
    "GET /audit.csv": inside(403, nobody=302, outside=403, administrator=200),
    "GET /c/<slug>/hidden/<name>/<int:number>": inside(404, nobody=302, about={"name": "goal", "number": 999_999}),
    "GET /c/<slug>/document": inside(404, nobody=302, facilitator=200),
    "GET /d/<name>": always(404, name="no-such-document"),
    "GET /d/<name>/document.<ext>": always(404, name="no-such-document", ext="json"),
    "GET /d/schema.json": always(200),
    "GET /c/<slug>/notices": inside(200, nobody=302),
    "GET /c/<slug>/wordings": inside(403, nobody=302, facilitator=200),
    "GET /c/<slug>/wordings/<lang>": inside(403, nobody=302, facilitator=200, about={"lang": "sv"}),
    "GET /c/<slug>/wordings/<lang>.xlsx": inside(403, nobody=302, facilitator=200, about={"lang": "sv"}),
    "POST /c/<slug>/wordings/<lang>": inside(403, nobody=401, facilitator=422, about={"lang": "sv"}),
    "GET /c/<slug>/wordings/<lang>/<kind>/<int:number>/<field>": inside(
        403, nobody=302, facilitator=404, about={"lang": "sv", "kind": "goal", "number": 1_000_000, "field": "title"}
    ),
    "GET /c/<slug>/moderation": inside(403, nobody=302, facilitator=200),
    "GET /c/<slug>/moderation.<ext>": inside(403, nobody=302, facilitator=200, about={"ext": "csv"}),
    "GET /c/<slug>/settings": inside(403, nobody=302, facilitator=200),
    "GET /c/<slug>/start": inside(403, nobody=302, facilitator=200),
    "GET /c/<slug>/start/<name>": inside(403, nobody=302, facilitator=200, about={"name": "themes"}),
    "POST /c/<slug>/start/<name>": inside(403, nobody=401, facilitator=422, about={"name": "themes"}),
    "POST /c/<slug>/order/<name>": inside(403, nobody=401, facilitator=404, about={"name": "themes"}),
    # There is no document yet.
    "POST /c/<slug>/document/templates": inside(404, nobody=401),
    "POST /c/<slug>/document/templates/<int:number>/remove": inside(404, nobody=401, about={"number": 1}),
    "GET /c/<slug>/export/document.<ext>": inside(404, nobody=302, about={"ext": "docx"}),
    "GET /c/<slug>/export/<name>.<ext>": inside(200, nobody=302, about={"name": "results", "ext": "csv"}),
    "GET /c/<slug>/exports": inside(200, nobody=302),
    "POST /c/<slug>/exports": inside(422, nobody=401),
    "POST /c/<slug>/exports/<int:number>/cancel": inside(404, nobody=401, about={"number": 1}),
    "GET /c/<slug>/exports/<int:number>/<name>.<ext>": inside(
        404, nobody=302, about={"number": 1, "name": "record", "ext": "zip"}
    ),
    "GET /c/<slug>/sealed": inside(403, nobody=302, facilitator=200),
    "POST /c/<slug>/sealed/<int:number>/file": inside(403, nobody=401, facilitator=404, about={"number": 1}),
    "GET /w/<code>": inside(200, nobody=302, outside=302),
    "GET /w/<code>/wall": inside(200, nobody=302, outside=302),
    "GET /w/<code>/lead": inside(403, nobody=302, outside=302, facilitator=200),
    "GET /w/<code>/cards": inside(403, nobody=302, outside=302, facilitator=200),
    "GET /w/<code>/order": inside(403, nobody=302, outside=302, facilitator=200),
    "GET /w/<code>/lead/people": inside(403, nobody=302, outside=302, facilitator=200),
    "GET /w/<code>/lead/similar": inside(403, nobody=302, outside=302, facilitator=200),
    "GET /w/<code>/address": inside(200, nobody=302, outside=302),
    "POST /w/<code>/address": inside(403, nobody=302, outside=302, facilitator=303),
    # The API.
    "GET /api/v1/openapi.json": always(200),
    "GET /api/v1/asyncapi.json": always(200),
    "POST /api/v1/join": always(422),
    "GET /api/v1/me": inside(200, nobody=401, outside=200),
    "GET /api/v1/consultations/<slug>/snapshot": inside(200, nobody=401),
    "GET /api/v1/consultations/<slug>/changes": inside(422, nobody=401),
    "GET /api/v1/consultations/<slug>/similar": inside(200, nobody=401),
    "GET /api/v1/consultations/<slug>/search": inside(200, nobody=401),
    "POST /api/v1/consultations/<slug>/do/<name>": inside(422, nobody=401, about={"name": "rename_me"}),
    # Facilitators here are guests, who may not.
    "POST /api/v1/do/create_consultation": inside(403, nobody=401, outside=403, administrator=422),
    "POST /api/v1/sign-out": Route({**dict.fromkeys(EVERYONE, 200), "nobody": 401}, fresh=True),
}
