"""The people of the policy tests: one of each kind that may ask for something, on one server."""

from dataclasses import dataclass
from uuid import uuid4

from tests.nodes.client import Client
from tests.nodes.server import Server

EMAIL = "member@example.org"


@dataclass
class People:
    """Everyone, by what they are to the consultation `slug`; `lead` is a facilitator who does what tests need done."""

    server: Server
    slug: str
    code: str
    lead: Client
    administrator: Client
    facilitator: Client
    member: Client
    guest: Client
    observer: Client
    other: Client
    stranger: Client
    elsewhere: Client
    nobody: Client
    foreign: str

    def join(self, name: str, role: str = "member") -> Client:
        """Let one more guest in by the code, and give them a role."""
        return _join(self.server, self.lead, self.slug, self.code, name, role)


def gather(server: Server) -> People:
    """Let everyone in; the administrator makes both consultations and then leaves them to others."""
    administrator = Client(server.url, server.example["facilitator"]["token"])
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    lead = _join(server, administrator, slug, code, "Leena", "facilitator")
    foreign = _make_another(administrator)
    door = administrator.done(foreign, "create_workshop", title="Toinen työpaja")["workshop_id"]
    foreign_code = _workshop(administrator, foreign, door)["code"]
    elsewhere = _join(server, administrator, foreign, foreign_code, "Erkki", "facilitator")
    stranger = _join(server, administrator, foreign, foreign_code, "Sirpa", "member")
    for each in (slug, foreign):
        administrator.done(each, "leave")
    lead.done(slug, "invite_participant", email=EMAIL, name="Maija")
    return People(
        server=server,
        slug=slug,
        code=code,
        lead=lead,
        administrator=administrator,
        facilitator=_join(server, lead, slug, code, "Kirsi", "facilitator"),
        member=Client(server.url, server.cli("token", "--email", EMAIL).strip()),
        guest=_join(server, lead, slug, code, "Aino", "member"),
        # Members at first, so that there is something which an observer wrote.
        observer=_join(server, lead, slug, code, "Olli", "member"),
        other=_join(server, lead, slug, code, "Ville", "member"),
        stranger=stranger,
        elsewhere=elsewhere,
        nobody=Client(server.url),
        foreign=foreign,
    )


def _join(server, lead, slug, code, name, role):
    client = Client(server.url)
    answer = client.join(code, name)
    assert answer.status_code == 200, answer.text
    if role != "member":
        lead.done(slug, "change_participant", participant_id=client.participant["id"], role=role)
    return client


def _make_another(administrator):
    path = "/api/v1/do/create_consultation"
    answer = administrator.request("POST", path, json={"title": "Toinen"}, key=str(uuid4()))
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]["slug"]


def _workshop(client, slug, number):
    return next(each for each in client.snapshot(slug)["workshops"] if each["id"] == number)
