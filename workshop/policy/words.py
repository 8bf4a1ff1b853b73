"""The words of the policy: roles, kinds and states of rounds, and what a round promises."""

from datetime import timedelta

FACILITATOR, MEMBER, OBSERVER = ROLES = ("facilitator", "member", "observer")
PERSON, TABLE = ("person", "table")
PROPOSE, COMMENT, VOTE, RESULTS, PAUSE = ROUND_KINDS = ("propose", "comment", "vote", "results", "pause")
PLANNED, OPEN, CLOSED, REVEALED = ("planned", "open", "closed", "revealed")
LIVE, AT_CLOSE, ON_REVEAL = RESULTS_WHEN = ("live", "at_close", "on_reveal")
# In rounds of these kinds people may say that they are done.
DONE_IN = (PROPOSE, COMMENT, VOTE)
# Ballots on paper: they are still entered, or all of them are in.
PAPER_OPEN, PAPER_COMPLETE = ("open", "complete")
THRESHOLD, ALWAYS = TOTALS = ("threshold", "always")
# What may be lost of a round where it is copied, by the arguments that choose it.
CONDITIONS = ("theme_ids", "workshop_ids", "on_ballot", "electorate.bodies", "electorate.workshops")
GOALS, MEASURES = SUBJECTS = ("goals", "measures")
BY_THEME = "by_theme"
CONTRIBUTIONS = (LIVE, AT_CLOSE, BY_THEME)
AT_ONCE, DELAYED, SHOWN = REACHES_WALL = ("at_once", "delayed", "shown")
# What a facilitator may have a wall show; `rounds`: what follows from its rounds.
ROUNDS, THEME, GOAL, CODE, BLANK = ("rounds", "theme", "goal", "code", "blank")
SCENES = (ROUNDS, THEME, GOAL, RESULTS, CODE, BLANK)
ALL = "all"
SHORTLIST, ASIDE = MARKS = ("shortlist", "aside")
# How a goal came of others; the same words say why it does not stand for itself, besides that this was undone.
MERGED, SPLIT = ORIGINS = ("merged", "split")
UNDONE = "undone"
MEASURE_TYPES = ("advocacy", "development", "information", "network")
# Proposing measures: a round of proposing goals permits it too.
PROPOSE_MEASURES = "propose_measures"
# Voting in practice: a round of voting permits it where nothing of it is counted.
PRACTICE = "practice"
BREAKDOWNS = ("body", "workshop", "region", "group", "size")
NAMED, CONFIDENTIAL, SECRET = SECRECIES = ("named", "confidential", "secret")
# How long authors may themselves restore what they withdrew.
TO_BRING_BACK = timedelta(minutes=10)
# The notices that an author keeps for as long as the contribution is gone.
TOLD_OF_GONE = ("hidden", "withdrawn", "withdrawn_for")
