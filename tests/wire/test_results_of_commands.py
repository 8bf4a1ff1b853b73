"""Each answer names the thing that its command is about, whatever else happened on the way."""

from uuid import uuid4

from tests.nodes.auditor import auditable
from tests.nodes.client import Client
from workshop.commands import COMMANDS

NOUNS = dict.fromkeys(("results", "next", "ballot", "contributions", "done"), "round")
NOUNS |= {"for_sealed_file": "sealed_file"}
NOUNS |= {"me": "participant", "on_wall": "goal", "measure_on_wall": "measure", "reason": "round"}
NOUNS |= {"cards": "workshop", "back_card": "card", "back_my_card": "participant"}
NOUNS |= dict.fromkeys(("hands", "sheet", "back_sheet", "paper_ballot", "paper"), "round")
# Commands whose name has no noun.
BARE = {"leave": "participant", "show": "workshop", "report": "report", "decide_suggestion": "draft_comment"}
NOUNS["spokesperson"] = "participant"


def test_every_command_answers_with_what_it_is_about(shared_in_process):
    lead = _Lead(shared_in_process)
    code = lead.client.snapshot(lead.slug)["workshops"][0]["code"]
    theme = lead.made("create_theme", title="Teema")
    lead.named("edit_theme", theme_id=theme, title="Toinen")
    other, phenomenon, body = (lead.made(f"create_{noun}", title="x") for noun in ("theme", "phenomenon", "body"))
    lead.named("edit_phenomenon", phenomenon_id=phenomenon, title="y")
    lead.named("describe_theme", theme_id=theme, introduction="Siksi")
    lead.named("describe_phenomenon", phenomenon_id=phenomenon, introduction="Siksi")
    official = {"theme_id": theme, "field": "title", "lang": "sv"}
    worded = lead.client.done(lead.slug, "set_wording", **official, text="Tema")
    checked = lead.client.done(lead.slug, "check_wording", **official, based_on=worded["wording_id"])
    assert set(checked) == {"wording_id"} and checked != worded, "each version has a number of its own"
    lead.asked |= {"set_wording", "check_wording"}
    lead.named("edit_body", body_id=body, title="y")
    lead.named("edit_consultation", description="Kuvaus")
    workshop = lead.made("create_workshop", title="Työpaja")
    lead.named("edit_workshop", workshop_id=workshop, title="Toinen")
    lead.named("lock_workshop", workshop_id=workshop)
    lead.named("show", workshop_id=workshop, scene="code")
    lead.made("copy_workshop", workshop_id=workshop)
    saved = lead.client.done(lead.slug, "save_pattern", workshop_id=workshop)
    assert lead.client.done(lead.slug, "remove_pattern", **saved) == saved, "it is called by its name"
    lead.asked |= {"save_pattern", "remove_pattern"}
    lead.asked.add("make_cards")
    made = lead.client.done(lead.slug, "make_cards", workshop_id=workshop, number=2)
    assert made["card_ids"] == [card["card_id"] for card in made["cards"]], "each card has its code"
    assert lead.guest(made["cards"][0]["code"]).participant["card_id"] == made["card_ids"][0]
    lead.named("give_back_card", card_id=made["card_ids"][0])
    holder = lead.guest(made["cards"][0]["code"])
    assert lead.named("give_back_my_card", holder) == holder.participant["id"]
    lead.named("remove_card", card_id=made["card_ids"][1])
    assert lead.named("finish_cards", workshop_id=workshop) == workshop
    links = [lead.made("create_wall_link", workshop_id=workshop) for _ in range(2)]
    lead.named("revoke_wall_link", wall_link_id=links[0])
    # This also takes back the other link, which is not what it is about.
    assert lead.named("remove_workshop", workshop_id=workshop) == workshop
    lead.made("copy_consultation", title="Kopio")
    guest = lead.made("invite_participant", email=f"{uuid4()}@example.org")
    lead.named("change_participant", participant_id=guest, role="observer")
    lead.named("remove_participant", participant_id=guest)
    guests = [lead.made("invite_participant", email=f"{uuid4()}@example.org") for _ in range(2)]
    lead.asked |= {"confirm_participants", "remove_participants"}
    confirmed = lead.client.done(lead.slug, "confirm_participants", participant_ids=guests)
    assert confirmed == {"participant_ids": guests}
    removed = lead.client.done(lead.slug, "remove_participants", participant_ids=guests)
    assert removed == {"participant_ids": guests}, "what is about several names them all"
    same = [lead.made("invite_participant", email=f"{uuid4()}@example.org") for _ in range(2)]
    lead.asked.add("join_participants")
    kept = lead.client.done(lead.slug, "join_participants", participant_id=same[0], double_ids=same)
    assert kept == {"participant_id": same[0]}, "what is made one of several names the one that stays"
    lead.named("rename_me", name="Kirsi")
    lead.named("change_me", name="Kirsi")
    goal = lead.made("propose_goal", theme_id=theme, title="Kuitu", measures=[{"text": "Kaivetaan"}])
    lead.named("edit_goal", goal_id=goal, title="Valokuitu", reason="Selkeämpi")
    lead.named("move_goal", goal_id=goal, theme_id=other)
    lead.named("mark_goal", goal_id=goal, mark="shortlist")
    lead.asked.add("mark_goals")
    assert lead.client.done(lead.slug, "mark_goals", goal_ids=[goal], mark="aside") == {"goal_ids": [goal]}
    lead.named("mark_goal", goal_id=goal, mark=None)
    _document(lead, goal)
    others = [lead.made("propose_goal", theme_id=theme, title=title) for title in ("Tie", "Silta")]
    lead.asked.add("merge_goals")
    family = lead.client.done(lead.slug, "merge_goals", goal_ids=others, title="Väylät")["goal_id"]
    lead.asked.add("split_goal")
    parts = lead.client.done(lead.slug, "split_goal", goal_id=family, titles=["Maalla", "Merellä"])
    assert len(parts["goal_ids"]) == 2, "what makes several names them all"
    lead.named("unmerge_goal", goal_id=family)
    measure = lead.made("propose_measure", goal_id=goal, text="Rahoitetaan")
    lead.named("edit_measure", measure_id=measure, text="Maksetaan")
    comment = lead.made("add_comment", goal_id=goal, text="Hyvä", stance="for")
    lead.named("edit_comment", comment_id=comment, text="Parempi")
    for noun, thing in (("comment", comment), ("measure", measure), ("goal", goal)):
        lead.named(f"hide_{noun}", **{f"{noun}_id": thing}, reason="Toisto")
    lead.named("explain_hiding", hiding_id=lead.client.snapshot(lead.slug)["hidings"][-1]["id"], reason="Kahdesti")
    for noun, thing in (("goal", goal), ("measure", measure), ("comment", comment)):
        lead.named(f"restore_{noun}", **{f"{noun}_id": thing})
    vote = lead.made("create_round", kind="vote", title="Äänestys", method="approve")
    lead.named("edit_round", round_id=vote, title="Toinen", opens_at="2100-01-01T09:00:00Z")
    lead.named("postpone_round", round_id=vote, minutes=5)
    copy = lead.made("copy_round", round_id=vote)
    lead.named("move_round", round_id=copy, before=vote)
    lead.named("open_round", round_id=copy)
    lead.named("unopen_round", round_id=copy)
    lead.named("open_round", round_id=vote)
    lead.named("extend_round", round_id=vote, minutes=5)
    lead.named("pause_round", round_id=vote)
    lead.named("resume_round", round_id=vote)
    assert lead.named("cast_ballot", round_id=vote, choices={str(goal): 1}) == vote
    lead.named("close_round", round_id=vote)
    assert lead.named("reveal_results", round_id=vote) == vote
    named = lead.made("create_round", kind="vote", title="Nimetty", method="approve", secrecy="named")
    lead.named("open_round", round_id=named)
    assert lead.named("record_hands", round_id=named, figures={str(goal): {"approve": 3}}) == named
    lead.named("give_sheet", round_id=named)
    lead.named("take_back_sheet", round_id=named)
    sheet = {"round_id": named, "number": 5}
    for command in ("enter", "confirm", "remove"):
        more = {} if command == "remove" else {"choices": {str(goal): 1}}
        assert lead.client.done(lead.slug, f"{command}_paper_ballot", **sheet, **more) == sheet
        lead.asked.add(f"{command}_paper_ballot")
    lead.client.done(lead.slug, "close_round", round_id=named)
    lead.named("complete_paper", round_id=named)
    asked = lead.made("create_round", kind="vote", title="Toinen äänestys")
    for command in ("open_round", "close_round", "reveal_next"):
        lead.named(command, round_id=asked)
    lead.asked.add("shortlist_first")
    first = lead.client.do(lead.slug, "shortlist_first", round_id=vote, first=100)
    # One vote is fewer than figures are shown of.
    assert first.json()["reason"] == "results_hidden"
    lead.named("remove_round", round_id=lead.made("create_round", kind="pause", title="Tauko"))
    # Its goal moves and its round goes with it: neither is what this is about.
    lead.made("create_round", kind="pause", title="Tauko", theme_ids=[other])
    assert lead.named("remove_theme", theme_id=other, move_goals_to=theme, remove_rounds=True) == other
    for noun, thing in (("comment", comment), ("measure", measure), ("goal", goal)):
        lead.named(f"withdraw_{noun}", **{f"{noun}_id": thing})
    lead.named("remove_phenomenon", phenomenon_id=phenomenon)
    lead.named("remove_body", body_id=body)
    ville = lead.guest(code)
    asking = lead.made("create_round", kind="propose", title="Ehdota")
    lead.named("open_round", round_id=asking)
    theirs = ville.done(lead.slug, "propose_goal", theme_id=theme, title="Laituri")["goal_id"]
    lead.named("hide_goal", goal_id=theirs, reason="Toisto")
    [notice] = ville.snapshot(lead.slug)["notices"]
    assert lead.named("dismiss_notice", ville, notice_id=notice["id"]) == notice["id"]
    lead.named("answer_hiding", ville, goal_id=theirs, text="Eikä ole")
    jetty = lead.made("propose_goal", theme_id=theme, title="Laituri")
    reported = [lead.named("report", ville, goal_id=jetty, reason="Asiaton")]
    lead.asked.add("settle_reports")
    assert lead.client.done(lead.slug, "settle_reports", report_ids=reported) == {"report_ids": reported}
    lead.named("close_round", round_id=asking)
    for kind in ("propose", "comment"):
        lead.named("open_round", round_id=lead.made("create_round", kind=kind, title="Jono", moderated=True))
    waiting = [ville.done(lead.slug, "propose_goal", theme_id=theme, title="Jono")["goal_id"] for _ in range(2)]
    lead.named("publish_goal", goal_id=waiting[0])
    lead.named("publish_measure", **ville.done(lead.slug, "propose_measure", goal_id=waiting[0], text="Rakennetaan"))
    said = {"goal_id": waiting[0], "text": "Hyvä", "stance": "for"}
    lead.named("publish_comment", **ville.done(lead.slug, "add_comment", **said))
    lead.asked.add("publish_contributions")
    several = {"goal_ids": waiting[1:], "measure_ids": [], "comment_ids": []}
    assert lead.client.done(lead.slug, "publish_contributions", **several) == several
    consent = {"kind": "vote", "title": "Suostumus", "method": "consent", "secrecy": "named", "results": "at_close"}
    consent = {"round_id": lead.made("create_round", **consent)}
    lead.named("open_round", **consent)
    objects = {str(jetty): {"choice": "object", "reason": "Kallis"}}
    lead.client.done(lead.slug, "cast_ballot", **consent, choices=objects)
    lead.named("close_round", **consent)
    lead.named("hide_reason", **consent, on=jetty, place=1, reason="Kuvaa ihmistä")
    lead.named("show_reason", **consent, on=jetty, place=1)
    me = lead.me()
    lead.named("change_participant", participant_id=ville.participant["id"], role="facilitator")
    quiet = lead.made("create_round", kind="propose", title="Hiljaa", contributions="by_theme")
    lead.named("open_round", round_id=quiet)
    seen = lead.made("propose_goal", theme_id=theme, title="Hiljaa")
    lead.named("say_done", round_id=quiet)
    lead.named("close_round", round_id=quiet)
    lead.named("show_contributions", round_id=quiet)
    lead.named("put_on_wall", goal_id=seen)
    lead.named("put_measure_on_wall", measure_id=lead.made("propose_measure", goal_id=seen, text="Hiljaa"))
    _seal(lead, ville)
    assert lead.named("leave") == me
    assert lead.asked == set(COMMANDS), "each command is asked once"


def _document(lead, goal):
    document = lead.made("create_document")
    assert lead.named("edit_document", title="Painopisteet") == document
    for command in ("include_goal", "exclude_goal"):
        assert lead.named(command, goal_id=goal) == goal
    paragraph = lead.made("add_paragraph", section="introduction", text="Aluksi")
    assert lead.named("edit_paragraph", paragraph_id=paragraph, text="Ensin") == paragraph
    for command in ("hold_paragraph", "move_paragraph", "remove_paragraph"):
        assert lead.named(command, paragraph_id=paragraph) == paragraph
    assert lead.named("advance_document", state="for_comment") == document
    for command in ("name_spokesperson", "remove_spokesperson"):
        lead.named(command, participant_id=lead.me(), body_id=lead.made("create_body", title="Verkosto"))
    said = [lead.made("add_draft_comment", goal_id=goal, suggestion=f"Toisin {each}") for each in range(2)]
    assert lead.named("withdraw_draft_comment", draft_comment_id=said[0]) == said[0]
    assert lead.named("decide_suggestion", draft_comment_id=said[1], accept=False) == said[1]
    assert lead.named("advance_document", state="proposed") == document
    assert lead.named("adopt_document", body="Hallitus", date="2026-11-27", unfinished="Kiire") == document
    assert lead.named("correct_document", reason="Kirjoitusvirhe") == document
    replied = lead.client.done(lead.slug, "reply_to_goal", goal_id=goal, status="adopted", role="Hallitus")
    assert set(replied) == {"reply_id"}, "each reply has a number of its own"
    lead.asked |= {"reply_to_goal"}


def _seal(lead, ville):
    asked = auditable(lead.client, lead.slug)
    first, other = (lead.made("ask_for_sealed_file", **asked) for _ in range(2))
    assert lead.named("confirm_sealed_file", ville, sealed_file_id=first) == first
    assert lead.named("withdraw_sealed_file", sealed_file_id=other) == other


class _Lead:
    """The facilitator of the example, who notes what was asked."""

    def __init__(self, server):
        self.server, self.asked = server, set()
        self.client = Client(server.url, server.example["facilitator"]["token"])
        self.slug = server.example["consultation"]

    def named(self, command: str, client: Client | None = None, /, **arguments) -> int:
        """Give a command and return the id that its answer names, the only one that it names."""
        self.asked.add(command)
        noun = command.partition("_")[2]
        result = (client or self.client).done(self.slug, command, **arguments)
        ids = {field: value for field, value in result.items() if field.endswith("_id")}
        assert list(ids) == [f"{BARE.get(command) or NOUNS.get(noun, noun)}_id"], command
        return next(iter(ids.values()))

    made = named

    def me(self) -> int:
        """The participant that it is."""
        return self.client.snapshot(self.slug)["me"]["participant"]["id"]

    def guest(self, code: str) -> Client:
        """Somebody else who has joined."""
        ville = Client(self.server.url)
        assert ville.join(code, "Ville").ok
        return ville
