"""The words for values of fixed lists: one wording for each code, on pages, in letters and in exports."""

from workshop import methods
from workshop.language.speech import Sentence
from workshop.language.speech import lazy_gettext as _l

KINDS = {
    "propose": _l("Proposing goals"),
    "comment": _l("Commenting"),
    "vote": _l("Voting"),
    "results": _l("Review of results"),
    "pause": _l("Pause"),
}
# The built-in consultations: what each is called, and what it brings along.
EXAMPLES = {
    "focus-areas-2019": _l("Template: focus areas of 2019"),
    "rural-proofing": _l("Template: rural proofing"),
}
IN_EXAMPLES = {
    "focus-areas-2019": _l(
        "With five themes, three phenomena, six bodies and a workshop, in three languages. You can change them all."
    ),
    "rural-proofing": _l("With six themes, their guiding questions and the agenda of a workshop, in three languages."),
}
# A round of this kind is going on now.
BEGUN = {
    "propose": _l("Goals can be proposed now"),
    "comment": _l("Commenting has begun"),
    "vote": _l("Voting has begun"),
    "results": _l("The results are being reviewed"),
    "pause": _l("There is a pause"),
}
# The same of a round that is about measures, where it is said otherwise.
KINDS_ON_MEASURES = {"propose": _l("Proposing measures"), "vote": _l("Voting on measures")}
BEGUN_ON_MEASURES = {"propose": _l("Measures can be proposed now"), "vote": _l("Voting on measures has begun")}
STATES = {
    "planned": _l("Not open yet"),
    "open": _l("Open"),
    "closed": _l("Closed"),
    "revealed": _l("Results shown"),
}
# What a wall shows.
SCENES = {
    "join": _l("The join code"),
    "propose": _l("Proposals as they come"),
    "comment": _l("Comments as they come"),
    "vote": _l("How to vote"),
    "counted": _l("Counted, not shown yet"),
    "results": _l("Results"),
    "theme": _l("One theme"),
    "goal": _l("One goal"),
    "blank": _l("Nothing"),
}
# The orders of a list of goals.
GOAL_ORDERS = {
    "theme": _l("By theme"),
    "newest": _l("Newest first"),
    "discussed": _l("Most discussed"),
    "divided": _l("Most divided"),
    "drawn": _l("In an order drawn for you"),
    "marked": _l("Shortlisted first"),
}
METHODS = {name: _l(how.label) for name, how in methods.METHODS.items()}
SECRECIES = {
    "named": _l("Named: everyone sees who voted what"),
    "confidential": _l("Confidential: choices can be changed until the close, then the links are deleted"),
    "secret": _l("Secret: sent once, can't be changed"),
}
RESULTS = {
    "on_reveal": _l("When a facilitator shows them"),
    "at_close": _l("As soon as the round closes"),
    "live": _l("While the round is open"),
}
# When others see what is written in a round, and when a proposal reaches the wall.
CONTRIBUTIONS = {
    "live": _l("At once"),
    "at_close": _l("When the round ends: people write first, then see"),
    "by_theme": _l("After the end, theme by theme, as a facilitator shows them"),
}
# What becomes of what is written in a round, as those who write in it are told.
WRITING = {
    "unseen": _l(
        "Write first, then see: until the round ends nobody but you sees what you write in it, facilitators neither."
    ),
    "moderated": _l(
        "A facilitator reads what you write here before others see it, and publishes it, or hides it and tells you why."
    ),
}
REACHES_WALL = {
    "at_once": _l("At once"),
    "delayed": _l("After ten seconds, in which it can be hidden"),
    "shown": _l("When a facilitator lets it on the wall"),
}
TOTALS = {
    "threshold": _l("Keep the figures back: they could tell who chose what"),
    "always": _l("Show the figures all the same"),
}
STANCES = {"for": _l("For"), "against": _l("Against"), "neutral": _l("Neutral"), "question": _l("Question")}
STATUSES = {
    "planned": _l("Planned"),
    "started": _l("Started"),
    "done": _l("Done"),
    "dropped": _l("Dropped"),
}
MEASURE_TYPES = {
    "advocacy": _l("Advocacy"),
    "development": _l("Development"),
    "information": _l("Information"),
    "network": _l("Networking"),
}
# How goals are narrowed down; lists also to those without a mark, and to those in what a body adopted.
MARKS = {"shortlist": _l("Shortlisted"), "aside": _l("Set aside")}
GOAL_MARKS = {
    "shortlist": MARKS["shortlist"],
    "none": _l("Not marked"),
    "aside": MARKS["aside"],
    "adopted": _l("Adopted"),
}
ON_BALLOT = {"all": _l("All but those set aside"), "shortlist": _l("The shortlist")}
# What a copied round could not take over, and what is right about it where nothing else is chosen.
TO_CHOOSE = {
    "theme_ids": _l("the themes"),
    "workshop_ids": _l("the workshops"),
    "on_ballot": _l("what is voted on"),
    "electorate.bodies": _l("the bodies that vote"),
    "electorate.workshops": _l("the workshops whose members vote"),
}
AS_IT_STANDS = {
    "theme_ids": _l("The themes are right as they are ticked here. None: all themes."),
    "workshop_ids": _l("The workshops are right as they are here. None: between workshops."),
    "on_ballot": _l("What is voted on is right as it is chosen here."),
    "electorate.bodies": _l("The bodies that vote are right as they are ticked here. None: all bodies."),
    "electorate.workshops": _l("The workshops whose members vote are right as ticked here. None: all of them."),
}
SUBJECTS = {"goals": _l("Goals"), "measures": _l("Measures")}
NOUNS = {"goal": _l("Goal"), "measure": _l("Measure"), "comment": _l("Comment")}
# What a facilitator did to a contribution, as its author is told.
NOTICES = {
    "hidden": _l("A facilitator has hidden this:"),
    "edited": _l("A facilitator has edited this:"),
    "moved": _l("A facilitator has moved this to another theme:"),
    "withdrawn": _l("You withdrew this:"),
    "withdrawn_for": _l("A facilitator has withdrawn this:"),
    "reported": _l("You reported a contribution. A facilitator will look at it."),
    "report_acted": _l("What you reported is no longer shown."),
    "report_kept": _l("A facilitator has looked at what you reported. It stays as it is."),
    "merged": _l("Merged into:"),
    "unmerged": _l("A goal by itself again:"),
    "split": _l("Split:"),
}
WITHDRAWN_BY = {"author": _l("Withdrawn by its author"), "facilitator": _l("Withdrawn by a facilitator")}
# Each question names what is done and the other way, and never twice the same verb.
WITHDRAWING = {
    "goal": _l("Withdraw the goal"),
    "measure": _l("Withdraw the measure"),
    "comment": _l("Withdraw the comment"),
}
KEEPING = {
    "goal": _l("Keep the goal"),
    "measure": _l("Keep the measure"),
    "comment": _l("Keep the comment"),
}
HIDING = {
    "goal": _l("Hide the goal"),
    "measure": _l("Hide the measure"),
    "comment": _l("Hide the comment"),
}
# Why something is hidden, in the words that its author reads; any other can be typed.
REASONS = {
    "same": _l("The same was proposed already."),
    "elsewhere": _l("It does not belong under this question."),
    "person": _l("It names or describes a person."),
    "tone": _l("Its tone is not fit for the hall."),
}
# What became of a goal after it was counted.
# What became of a goal, in its trail.
TRAIL = {
    "proposed": _l("Proposed"),
    "edited": _l("Reworded"),
    "moved": _l("Moved to another theme"),
    "marked": _l("Narrowing down"),
    "withdrawn": _l("Withdrawn"),
    "hidden": _l("Hidden"),
    "restored": _l("Brought back"),
    "formed": _l("Merged from"),
    "dissolved": _l("The merge was taken back"),
    "merged": _l("Merged into"),
    "unmerged": _l("The merge was taken back"),
    "split": _l("Split into"),
    "unsplit": _l("The split was taken back"),
    "made": _l("Split from"),
    "rejoined": _l("The split was taken back"),
    "on_ballot": _l("On the ballot"),
    "voted": _l("Voted on"),
    "revealed": _l("The results were shown"),
}
TRAIL_FIELDS = {"title": _l("Goal"), "rationale": _l("Why?")}
SINCE = {
    "withdrawn": _l("withdrawn after the vote"),
    "reworded": _l("reworded since"),
    "moved": _l("moved since"),
    "merged": _l("merged since"),
    "split": _l("split since"),
    "hidden": _l("hidden since"),
}
ROLES = {"facilitator": _l("Facilitator"), "member": _l("Member"), "observer": _l("Observer")}
# The seats of cards.
SEATS = {"free": _l("Free"), "taken": _l("Taken"), "given_back": _l("Given back, free")}
BODY_KINDS = {
    "advisory_board": _l("Advisory board"),
    "network": _l("Network"),
    "working_group": _l("Working group"),
    "unit": _l("Unit"),
    "board": _l("Board"),
}
# Criteria that have a name in each language; others are called as they were written.
CRITERIA = {"importance": _l("Importance"), "feasibility": _l("Feasibility")}
# The figures of each way of voting; those that a criterion names have no words here.
FIGURES = {
    name: {cell: _l(words) for cell, words in methods.widest(name).figures.items() if words} for name in methods.METHODS
}
# What the choices of each way of voting are called that are no figures.
CHOICES = {name: {value: _l(words) for value, words in how.choices.items()} for name, how in methods.METHODS.items()}
# What results are broken down by.
BREAKDOWNS = {
    "body": _l("By body"),
    "workshop": _l("By workshop"),
    "region": _l("By region"),
    "group": _l("By kind of municipality"),
    "size": _l("By size of municipality"),
    "municipalities": _l("One municipality, one vote"),
}
# How votes came in.
CHANNELS = {
    "device": _l("On devices"),
    "paper": _l("On paper"),
    "hands": _l("By show of hands"),
}
# The same within the sentence that says it beforehand.
COUNTED_BY = {
    "body": _l("body"),
    "workshop": _l("workshop"),
    "region": _l("region"),
    "group": _l("kind of municipality"),
    "size": _l("size of municipality"),
    "municipalities": _l("municipality (one vote each)"),
}
VOTING_ROLES = {name: ROLES[name] for name in ("member", "facilitator")}
# Those of a role, within the sentence that says who may vote.
VOTERS = {"facilitator": _l("facilitators"), "member": _l("members")}
MUNICIPALITY_GROUPS = {
    "urban": _l("Urban municipalities"),
    "semi-urban": _l("Semi-urban municipalities"),
    "rural": _l("Rural municipalities"),
}
MUNICIPALITY_SIZES = {
    "0-1999": _l("Under 2,000 inhabitants"),
    "2000-4999": _l("2,000–4,999 inhabitants"),
    "5000-9999": _l("5,000–9,999 inhabitants"),
    "10000-19999": _l("10,000–19,999 inhabitants"),
    "20000-39999": _l("20,000–39,999 inhabitants"),
    "40000-99999": _l("40,000–99,999 inhabitants"),
    "100000-": _l("100,000 inhabitants or more"),
}
# What those are called who are in no group of a breakdown.
WITHOUT = {"body": _l("No body"), "workshop": _l("No workshop"), "municipality": _l("No municipality")}
# Where a goal stands, as an official reply says it.
REPLY_STATUSES = {"in_discussion": _l("In discussion"), "adopted": _l("Adopted"), "declined": _l("Turned down")}
LANGUAGE_NAMES = {"fi": _l("Finnish"), "sv": _l("Swedish"), "en": _l("English")}


def kind_of(kind: str, subject: str) -> Sentence | str:
    """Return the word for a kind of round that is about a subject; "" for no kind."""
    own = KINDS_ON_MEASURES.get(kind) if subject == "measures" else None
    return own or KINDS.get(kind) or ""


def begun_of(kind: str, subject: str) -> Sentence | str:
    """Return what is said when a round of this kind has begun."""
    own = BEGUN_ON_MEASURES.get(kind) if subject == "measures" else None
    return own or BEGUN.get(kind) or ""


DOCUMENT_STATES = {
    "draft": _l("Draft"),
    "for_comment": _l("For comment"),
    "proposed": _l("Proposed"),
    "adopted": _l("Adopted"),
}
SUGGESTION_STATES = {
    "accepted": _l("Accepted"),
    "declined": _l("Declined"),
}
SECTIONS = {
    "introduction": _l("Introduction"),
    "phenomena": _l("Phenomena"),
    "theme": _l("Theme"),
    "follow_up": _l("Follow-up"),
    "appendix": _l("Appendix"),
}
