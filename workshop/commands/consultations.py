"""Commands on a consultation's own texts and settings; founding.py makes one."""

from pydantic import Field

from workshop import events
from workshop.engine.actor import Actor
from workshop.engine.arguments import NOT_GIVEN, Changes, Descriptions, Language, Slot, Titles
from workshop.engine.command import CONSULTATION, command
from workshop.events import PendingEvent

SMALLEST_THRESHOLD = 3


class EditConsultation(Changes):
    """New texts, another main language, or another smallest group for breakdowns of rounds made from now on.

    `asks_municipality`: who joins is asked for their municipality, and each municipality is counted with one vote too.
    """

    title: Titles = NOT_GIVEN
    description: Descriptions | None = None
    main_lang: Language = NOT_GIVEN
    threshold: int = Field(NOT_GIVEN, ge=SMALLEST_THRESHOLD, le=100)
    asks_municipality: bool = NOT_GIVEN
    lang: Slot | None = None


@command(EditConsultation, target=CONSULTATION)
def edit_consultation(actor: Actor, args: EditConsultation) -> list[PendingEvent]:
    """Change a consultation's texts and settings."""
    consultation = actor.consultation
    lang = args.lang or actor.me.lang
    actor.say(consultation, "consultation", lang, **args.given("title", "description"))
    actor.put(consultation, args.given("threshold", "asks_municipality"))
    consultation.lang = args.main_lang or consultation.lang
    return [events.consultation_edited(consultation)]
