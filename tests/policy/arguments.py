"""The arguments that the matrix gives to each command: as few as it takes, on things that are there."""

from collections.abc import Callable

from tests.nodes.auditor import auditable
from tests.policy.stage import Stage

_OFFICIAL = {"field": "title", "lang": "sv"}


def _ballot(stage: Stage) -> dict:
    open_now = {"round_id": stage.round_id} if stage.kind == "vote" else stage.ballot_round
    return {**open_now, "choices": {str(stage.ballot_goal): 1}}


def _auditable(stage: Stage) -> dict:
    return stage.fresh("auditable", lambda: auditable(stage.lead, stage.slug))


def _sealed_file(stage: Stage) -> dict:
    """Let the other facilitator ask for a sealed file."""
    return {"sealed_file_id": stage.make("ask_for_sealed_file", "sealed_file_id", **_auditable(stage))}


def _removable(command: str, noun: str) -> Callable:
    def give(stage: Stage, author: str) -> dict:
        make = f"create_{noun}"
        return stage.fresh(command, lambda: {f"{noun}_id": stage.make(make, f"{noun}_id", title="Väliaikainen")})

    return give


def _written(noun: str, **more) -> Callable:
    return lambda stage, author: {**stage.written(noun, author), **more}


def _gone(noun: str) -> Callable:
    command = f"restore_{noun}"

    def give(stage: Stage, author: str) -> dict:
        if author == "other":
            return stage.fresh(command, lambda: stage.hidden(noun))
        return stage.fresh(f"{command} of {author}", lambda: stage.withdrawn(noun, author))

    return give


# `author` is who wrote the contribution that the command is given to.
ARGUMENTS: dict[str, Callable[[Stage, str], dict]] = {
    "create_consultation": lambda stage, author: {"title": f"Kuuleminen {next(stage.number)}"},
    "edit_consultation": lambda stage, author: {"description": "Uusi kuvaus"},
    "copy_consultation": lambda stage, author: {"title": f"Kopio {next(stage.number)}"},
    "create_theme": lambda stage, author: {"title": "Teema"},
    "edit_theme": lambda stage, author: {"theme_id": stage.theme, "title": "Elinvoima"},
    "remove_theme": _removable("remove_theme", "theme"),
    "create_phenomenon": lambda stage, author: {"title": "Ilmiö"},
    "edit_phenomenon": _removable("edit_phenomenon", "phenomenon"),
    "describe_theme": lambda stage, author: {"theme_id": stage.theme, "introduction": "Taustaa"},
    "describe_phenomenon": _removable("describe_phenomenon", "phenomenon"),
    "create_document": lambda stage, author: {},
    "edit_document": lambda stage, author: {"title": "Painopisteet"},
    "advance_document": lambda stage, author: {"state": "for_comment"},
    "include_goal": lambda stage, author: {"goal_id": stage.ground},
    "exclude_goal": lambda stage, author: {"goal_id": stage.ground},
    "add_paragraph": lambda stage, author: {"section": "introduction", "text": "Aluksi"},
    "hold_paragraph": lambda stage, author: stage.paragraph(),
    "edit_paragraph": lambda stage, author: {**stage.paragraph(), "text": "Aluksi"},
    "move_paragraph": lambda stage, author: stage.paragraph(),
    "remove_paragraph": lambda stage, author: stage.fresh("remove_paragraph", stage.paragraph),
    "add_draft_comment": lambda stage, author: (
        stage.brought_to("for_comment") | {"goal_id": stage.ground, "text": "Hyvä"}
    ),
    "withdraw_draft_comment": lambda stage, author: {
        **stage.fresh("withdraw_draft_comment", stage.draft_comment),
        "reason": "Asiaton",
    },
    "decide_suggestion": lambda stage, author: {
        **stage.fresh("decide_suggestion", stage.draft_comment),
        "accept": True,
    },
    "name_spokesperson": lambda stage, author: stage.spokesperson("name_spokesperson"),
    "remove_spokesperson": lambda stage, author: stage.spokesperson("remove_spokesperson"),
    "adopt_document": lambda stage, author: {
        **stage.brought_to("proposed"),
        "body": "Hallitus",
        "date": "2026-11-27",
        "unfinished": "Kiire",
    },
    "correct_document": lambda stage, author: {"reason": "Kirjoitusvirhe"},
    "reply_to_goal": lambda stage, author: {**stage.written("goal", author), "text": "Kyllä", "role": "Puheenjohtaja"},
    "set_wording": lambda stage, author: {**_OFFICIAL, "theme_id": stage.theme, "text": "Ekonomi"},
    "check_wording": lambda stage, author: stage.fresh("check_wording", stage.wording),
    "remove_phenomenon": _removable("remove_phenomenon", "phenomenon"),
    "create_body": lambda stage, author: {"title": "Verkosto"},
    "edit_body": lambda stage, author: {"body_id": stage.body, "title": "Neuvottelukunta"},
    "remove_body": _removable("remove_body", "body"),
    "create_workshop": lambda stage, author: {"title": "Työpaja"},
    "edit_workshop": _removable("edit_workshop", "workshop"),
    "remove_workshop": _removable("remove_workshop", "workshop"),
    "copy_workshop": lambda stage, author: stage.fresh("copy_workshop", stage.workshop),
    "save_pattern": lambda stage, author: stage.fresh("save_pattern", stage.workshop),
    "remove_pattern": lambda stage, author: stage.fresh("remove_pattern", stage.pattern),
    "lock_workshop": lambda stage, author: stage.fresh("lock_workshop", stage.workshop),
    "create_wall_link": lambda stage, author: stage.fresh("create_wall_link", stage.workshop),
    "revoke_wall_link": lambda stage, author: stage.fresh("revoke_wall_link", stage.wall_link),
    "ask_for_sealed_file": lambda stage, author: _auditable(stage),
    "confirm_sealed_file": lambda stage, author: stage.fresh("confirm_sealed_file", lambda: _sealed_file(stage)),
    "withdraw_sealed_file": lambda stage, author: stage.fresh("withdraw_sealed_file", lambda: _sealed_file(stage)),
    "invite_participant": lambda stage, author: {"email": f"kutsuttu{next(stage.number)}@example.org"},
    "change_participant": lambda stage, author: {**stage.fresh("change_participant", stage.guest), "role": "member"},
    "remove_participant": lambda stage, author: stage.fresh("remove_participant", stage.guest),
    "remove_participants": lambda stage, author: {
        "participant_ids": [stage.fresh("remove_participants", stage.guest)["participant_id"]]
    },
    "confirm_participants": lambda stage, author: {"participant_ids": [stage.guest()["participant_id"]]},
    "join_participants": lambda stage, author: {
        **stage.fresh("join_participants", stage.guest),
        "double_ids": [stage.guest()["participant_id"]],
    },
    "make_cards": lambda stage, author: {**stage.fresh("make_cards", stage.workshop), "number": 2},
    "finish_cards": lambda stage, author: stage.fresh("finish_cards", stage.workshop),
    "give_back_card": lambda stage, author: stage.fresh("give_back_card", lambda: stage.card(taken=True)),
    "remove_card": lambda stage, author: stage.fresh("remove_card", stage.card),
    "give_back_my_card": lambda stage, author: {},
    "rename_me": lambda stage, author: {"name": "Uusi nimi"},
    "dismiss_notice": lambda stage, author: stage.fresh(f"dismiss_notice of {author}", lambda: stage.notice(author)),
    "change_me": lambda stage, author: {"name": "Uusi nimi"},
    "leave": lambda stage, author: {},
    "create_round": lambda stage, author: {"kind": "pause", "title": "Tauko"},
    "edit_round": lambda stage, author: {**stage.fresh("edit_round", stage.pause), "title": "Kahvi"},
    "remove_round": lambda stage, author: stage.fresh("remove_round", stage.pause),
    "postpone_round": lambda stage, author: {
        **stage.fresh("postpone_round", lambda: stage.pause(opens_at="2100-01-01T09:00:00Z")),
        "minutes": 5,
    },
    "move_round": lambda stage, author: stage.fresh("move_round", stage.pause),
    "copy_round": lambda stage, author: stage.fresh("copy_round", stage.pause),
    "open_round": lambda stage, author: stage.fresh("open_round", stage.pause),
    "unopen_round": lambda stage, author: stage.fresh("unopen_round", lambda: stage.pause(opened=True)),
    "extend_round": lambda stage, author: {
        **stage.fresh("extend_round", lambda: stage.pause(opened=True)),
        "minutes": 5,
    },
    "close_round": lambda stage, author: stage.fresh("close_round", lambda: stage.pause(opened=True)),
    "pause_round": lambda stage, author: stage.fresh("pause_round", lambda: stage.pause(opened=True, minutes=60)),
    "resume_round": lambda stage, author: stage.fresh("resume_round", stage.stopped),
    "reveal_results": lambda stage, author: stage.fresh("reveal_results", lambda: stage.vote_round(closed=True)),
    "reveal_next": lambda stage, author: stage.fresh("reveal_next", lambda: stage.vote_round(closed=True)),
    "show_contributions": lambda stage, author: stage.fresh("show_contributions", stage.unseen),
    "say_done": lambda stage, author: stage.fresh("say_done", lambda: stage.vote_round(opened=True)),
    "put_on_wall": lambda stage, author: stage.fresh("put_on_wall", stage.proposed),
    "put_measure_on_wall": lambda stage, author: stage.fresh(
        "put_measure_on_wall",
        lambda: {"measure_id": stage.make("propose_measure", "measure_id", **stage.proposed(), text="Seinälle")},
    ),
    "explain_hiding": lambda stage, author: {**stage.fresh("explain_hiding", stage.record), "reason": "Toisto"},
    "answer_hiding": lambda stage, author: {
        **stage.fresh(f"answer_hiding of {author}", lambda: stage.hidden_of(author)),
        "text": "En tarkoittanut sitä",
    },
    "publish_goal": lambda stage, author: stage.fresh("publish_goal", lambda: stage.waiting("goal")),
    "publish_measure": lambda stage, author: stage.fresh("publish_measure", lambda: stage.waiting("measure")),
    "publish_comment": lambda stage, author: stage.fresh("publish_comment", lambda: stage.waiting("comment")),
    "publish_contributions": lambda stage, author: {
        "goal_ids": list(stage.fresh("publish_contributions", lambda: stage.waiting("goal")).values())
    },
    "report": lambda stage, author: {
        **(stage.fresh("report", stage.proposed) if author == "other" else stage.written("goal", author)),
        "reason": "Asiaton",
    },
    "settle_reports": lambda stage, author: stage.fresh("settle_reports", stage.report),
    "hide_reason": lambda stage, author: {**stage.fresh("hide_reason", stage.objection), "reason": "Kuvaa ihmistä"},
    "show_reason": lambda stage, author: stage.fresh("show_reason", lambda: stage.objection(hidden=True)),
    "show": lambda stage, author: {**stage.fresh("show", stage.workshop), "scene": "blank"},
    "mark_goal": lambda stage, author: {"goal_id": stage.ground, "mark": "shortlist"},
    "mark_goals": lambda stage, author: {"goal_ids": [stage.ground], "mark": "shortlist"},
    "shortlist_first": lambda stage, author: {**stage.counted(), "first": 1},
    "merge_goals": lambda stage, author: stage.fresh(
        "merge_goals", lambda: {"goal_ids": [stage.proposed()["goal_id"] for _ in range(2)], "title": "Yhdessä"}
    ),
    "unmerge_goal": lambda stage, author: stage.fresh("unmerge_goal", stage.family),
    "split_goal": lambda stage, author: {**stage.fresh("split_goal", stage.proposed), "titles": ["Yksi", "Kaksi"]},
    "propose_goal": lambda stage, author: {"theme_id": stage.theme, "title": "Etätyötä maalla"},
    "edit_goal": _written("goal", title="Toisin sanoen"),
    "move_goal": lambda stage, author: {**stage.written("goal", author), "theme_id": stage.theme},
    "withdraw_goal": _written("goal"),
    "hide_goal": _written("goal", reason="Asiaton"),
    "restore_goal": _gone("goal"),
    "propose_measure": lambda stage, author: {"goal_id": stage.ground, "text": "Rakennetaan"},
    "edit_measure": _written("measure", text="Rakennutetaan"),
    "withdraw_measure": _written("measure"),
    "hide_measure": _written("measure", reason="Asiaton"),
    "restore_measure": _gone("measure"),
    "add_comment": lambda stage, author: {"goal_id": stage.ground, "text": "Hyvä", "stance": "for"},
    "edit_comment": _written("comment", text="Parempi"),
    "withdraw_comment": _written("comment"),
    "hide_comment": _written("comment", reason="Asiaton"),
    "restore_comment": _gone("comment"),
    "cast_ballot": lambda stage, author: _ballot(stage),
    "record_hands": lambda stage, author: {**stage.named_vote(), "figures": {str(stage.paper_goal): {"approve": 1}}},
    "give_sheet": lambda stage, author: stage.named_vote(),
    "take_back_sheet": lambda stage, author: stage.fresh("take_back_sheet", stage.given_sheet),
    "enter_paper_ballot": lambda stage, author: {
        **stage.named_vote(),
        "number": next(stage.number),
        "choices": {str(stage.paper_goal): 1},
    },
    "confirm_paper_ballot": lambda stage, author: stage.fresh("confirm_paper_ballot", stage.entered),
    "remove_paper_ballot": lambda stage, author: {
        name: value
        for name, value in stage.fresh("remove_paper_ballot", stage.entered).items()
        if name in ("round_id", "number")
    },
    "complete_paper": lambda stage, author: stage.fresh("complete_paper", stage.given_sheet),
}

# Given to what the actor or somebody else wrote: the two are asked apart.
AUTHORED = frozenset(
    ["dismiss_notice", "answer_hiding", "report"]
    + [f"{verb}_{noun}" for verb in ("edit", "withdraw", "hide", "restore") for noun in ("goal", "measure", "comment")]
)
