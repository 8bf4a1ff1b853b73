"""Consent: agree, abstain, or object and say why."""

from typing import Any

from workshop.errors import Fault
from workshop.fields import clean_text
from workshop.methods.marking import noop, noop_pair
from workshop.methods.method import Additive, Cells, Choices, Faults, Written

WORDS = {"agree": noop("I consent"), "abstain": noop("Abstain"), "object": noop("Object")}
ANSWERS = tuple(WORDS)
CHOICE, REASON, OBJECT = "choice", "reason", "object"
LONGEST = 1000


class Consent(Additive):
    """Consent as in sociocracy (Endenburg 1988): a goal stands unless somebody objects, with a reason."""

    name = "consent"
    label = noop("Consent: agree, abstain, or object with a reason")
    title = noop("Consent")
    on_wall = noop("Say of each whether you can live with it. Who objects says why.")
    figures = choices = WORDS
    bar, middle = ANSWERS, "abstain"
    given = ANSWERS
    by_hands = True
    net, most = ((), ("object",)), ("agree",)
    parts = (CHOICE, REASON)
    reason, asks = REASON, (CHOICE, OBJECT)
    faults = {
        "not_an_answer": noop("Choose one of the three answers."),
        "reason_lacks": noop("Write why you object."),
        "not_a_reason": noop("The reason is a text of at most %(longest)s characters; yours has %(length)s."),
        "only_objections": noop("Only who objects gives a reason."),
    }
    dock = {"chosen": noop_pair("%(num)d answered", "%(num)d answered")}

    def read(self, written: Written, held: Any) -> Any:
        """Return the answer in a form; a reason that stayed in it is no part of any other answer."""
        if isinstance(written, str):
            return super().read(written, held)
        text = written.get(REASON) if REASON in written else (held or {}).get(REASON)
        choice = written.get(CHOICE) if CHOICE in written else (held or {}).get(CHOICE)
        if not choice:
            return None
        return {CHOICE: choice, REASON: text} if choice == OBJECT and text else {CHOICE: choice}

    def normal(self, choice: Any) -> Any:
        """Return an answer as an object, with its reason cleaned as all texts are."""
        if isinstance(choice, str):
            return {CHOICE: choice}
        if isinstance(choice, dict):
            choice = {part: value for part, value in choice.items() if value is not None and value != ""}
            if isinstance(choice.get(REASON), str) and "\x00" not in choice[REASON]:
                choice[REASON] = clean_text(choice[REASON])
        return choice

    def choice_faults(self, choice: Any) -> Faults:
        """Accept one of the three answers; an objection with a reason, the others without."""
        if not isinstance(choice, dict):
            return {"": Fault("not_an_answer")}
        faults: Faults = {part: Fault("unknown") for part in choice if part not in self.parts}
        answer, reason = choice.get(CHOICE), choice.get(REASON)
        if not isinstance(answer, str) or answer not in ANSWERS:
            return faults | {CHOICE: Fault("not_an_answer")}
        if answer != OBJECT:
            return faults | ({} if reason is None else {REASON: Fault("only_objections")})
        if reason is None or reason == "":
            return faults | {REASON: Fault("reason_lacks")}
        if not isinstance(reason, str):
            return faults | {REASON: Fault("wrong_type")}
        if "\x00" in reason:
            return faults | {REASON: Fault("bad_characters")}
        long = {"longest": LONGEST, "length": len(reason)}
        return faults | ({REASON: Fault("not_a_reason", long)} if len(reason) > LONGEST else {})

    def answers(self, choices: Choices, goal: str) -> bool:
        """Only an answer counts as one."""
        return goal in choices

    def told(self, choices: Choices, goal: str) -> dict[str, Any]:
        """Return the answer without its reason, which no figure depends on."""
        return {"": choices[goal][CHOICE]} if goal in choices else {}

    def add(self, cells: Cells, choice: Any) -> None:
        """Count one answer."""
        cells[choice[CHOICE]] += 1
