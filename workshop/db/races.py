"""What it means when writers meet at a database constraint; no other module decides that.

A test lists every unique constraint and every reference in the models, and fails for one that is not named here.
"""

import re

from sqlalchemy.exc import IntegrityError

from workshop.errors import Conflict, NotFound

# After this many tries the sender is told to look again.
MOST_TRIES = 5
# Another writer was quicker: the work is retried from its beginning, and finds what the other has made.
QUICKER = frozenset(
    {
        "pk_ballot",
        "pk_command_key",
        "pk_counting",
        "pk_detached_ballot",
        "pk_device",
        "pk_document_goal",
        "pk_event",
        "pk_adopted_file_part",
        "pk_export_part",
        "pk_goal_number",
        "pk_goal_phenomenon",
        "pk_installation",
        "pk_join_key",
        "pk_mail_count",
        "pk_membership",
        "pk_municipality",
        "pk_municipality_entry",
        "pk_paper_ballot",
        "pk_paper_entry",
        "pk_periodic_job",
        "pk_presence",
        "pk_rate_counter",
        "pk_roll",
        "pk_round_done",
        "pk_round_goal",
        "pk_round_measure",
        "pk_round_theme",
        "pk_round_workshop",
        "pk_running_sum",
        "pk_spokesperson",
        "pk_sign_in",
        "pk_tally",
        "uq_account_email",
        "uq_authorship_kind_thing_id",
        "uq_called_goal_round_id_goal_id",
        "uq_called_measure_round_id_measure_id",
        "uq_carried_kind_thing_id_revision",
        "uq_card_code_hash",
        "uq_card_workshop_id_number",
        "uq_consultation_created_by_key",
        "uq_consultation_slug",
        "uq_adopted_document_address",
        "uq_document_consultation_id",
        "uq_document_goal_document_id_theme_number_number",
        "uq_export_participant_id_key",
        "uq_goal_number_theme_id_number",
        "uq_lineage_parent_id_child_id_revision",
        "uq_own_template_consultation_id_name",
        "uq_participant_card_id",
        "uq_participant_consultation_id_account_id",
        "uq_pattern_account_id_key",
        "uq_report_participant_id_kind_thing_id",
        "uq_roll_round_id_card_id",
        "uq_sign_in_link_secret_hash",
        "uq_workshop_code",
    }
)
# The referenced row is gone, or never existed: `not_found`, as for everything that is gone.
GONE = frozenset(
    {
        "fk_access_token_account_id_account",
        "fk_audit_entry_about_id_account",
        "fk_audit_entry_actor_id_account",
        "fk_audit_entry_consultation_id_consultation",
        "fk_authorship_consultation_id_consultation",
        "fk_authorship_participant_id_participant",
        "fk_ballot_participant_id_participant",
        "fk_ballot_round_id_round",
        "fk_body_consultation_id_consultation",
        "fk_called_goal_consultation_id_consultation",
        "fk_called_goal_goal_id_goal",
        "fk_called_goal_round_id_round",
        "fk_called_goal_theme_id_theme",
        "fk_called_measure_consultation_id_consultation",
        "fk_called_measure_goal_id_goal",
        "fk_called_measure_measure_id_measure",
        "fk_called_measure_round_id_round",
        "fk_called_measure_theme_id_theme",
        "fk_carried_consultation_id_consultation",
        "fk_carried_from_goal_id_goal",
        "fk_carried_goal_id_goal",
        "fk_card_consultation_id_consultation",
        "fk_card_workshop_id_workshop",
        "fk_command_key_participant_id_participant",
        "fk_command_key_round_id_round",
        "fk_comment_body_id_body",
        "fk_comment_consultation_id_consultation",
        "fk_comment_from_goal_id_goal",
        "fk_comment_goal_id_goal",
        "fk_comment_measure_id_measure",
        "fk_comment_reply_to_comment",
        "fk_comment_sealed_for_participant",
        "fk_comment_sealed_in_round",
        "fk_consultation_created_by_account",
        "fk_counting_round_id_round",
        "fk_detached_ballot_round_id_round",
        "fk_device_consultation_id_consultation",
        "fk_device_participant_id_participant",
        "fk_adopted_document_corrects_id_adopted_document",
        "fk_adopted_document_document_id_document",
        "fk_adopted_file_adopted_id_adopted_document",
        "fk_adopted_file_part_file_id_adopted_file",
        "fk_document_consultation_id_consultation",
        "fk_document_paragraph_document_id_document",
        "fk_document_paragraph_held_by_id_participant",
        "fk_document_paragraph_theme_id_theme",
        "fk_document_goal_document_id_document",
        "fk_document_goal_goal_id_goal",
        "fk_document_goal_theme_id_theme",
        "fk_draft_comment_body_id_body",
        "fk_draft_comment_document_id_document",
        "fk_draft_comment_participant_id_participant",
        "fk_event_actor_id_participant",
        "fk_event_consultation_id_consultation",
        "fk_export_part_export_id_export",
        "fk_export_participant_id_participant",
        "fk_export_sealed_file_id_sealed_file",
        "fk_export_template_id_own_template",
        "fk_goal_body_id_body",
        "fk_goal_consultation_id_consultation",
        "fk_goal_family_id_goal",
        "fk_goal_from_goal_id_goal",
        "fk_goal_number_goal_id_goal",
        "fk_goal_number_theme_id_theme",
        "fk_goal_phenomenon_goal_id_goal",
        "fk_goal_phenomenon_phenomenon_id_phenomenon",
        "fk_goal_sealed_for_participant",
        "fk_goal_sealed_in_round",
        "fk_goal_theme_id_theme",
        "fk_goal_workshop_id_workshop",
        "fk_hiding_consultation_id_consultation",
        "fk_join_key_participant_id_participant",
        "fk_join_key_token_id_access_token",
        "fk_join_key_workshop_id_workshop",
        "fk_lineage_child_id_goal",
        "fk_lineage_consultation_id_consultation",
        "fk_lineage_parent_id_goal",
        "fk_measure_body_id_body",
        "fk_measure_consultation_id_consultation",
        "fk_measure_from_goal_id_goal",
        "fk_measure_goal_id_goal",
        "fk_measure_responsible_body_id_body",
        "fk_measure_sealed_for_participant",
        "fk_measure_sealed_in_round",
        "fk_membership_participant_id_participant",
        "fk_membership_workshop_id_workshop",
        "fk_municipality_entry_code_municipality",
        "fk_municipality_merged_into_municipality",
        "fk_notice_consultation_id_consultation",
        "fk_notice_participant_id_participant",
        "fk_official_reply_body_id_body",
        "fk_official_reply_consultation_id_consultation",
        "fk_official_reply_goal_id_goal",
        "fk_official_wording_consultation_id_consultation",
        "fk_own_template_consultation_id_consultation",
        "fk_paper_ballot_round_id_round",
        "fk_paper_entry_round_id_round",
        "fk_participant_account_id_account",
        "fk_participant_body_id_body",
        "fk_participant_card_id_card",
        "fk_participant_consultation_id_consultation",
        "fk_participant_municipality_code_municipality",
        "fk_pattern_account_id_account",
        "fk_phenomenon_consultation_id_consultation",
        "fk_presence_consultation_id_consultation",
        "fk_queued_comment_id_comment",
        "fk_queued_consultation_id_consultation",
        "fk_queued_goal_id_goal",
        "fk_queued_measure_id_measure",
        "fk_report_consultation_id_consultation",
        "fk_report_participant_id_participant",
        "fk_roll_card_id_card",
        "fk_roll_participant_id_participant",
        "fk_roll_round_id_round",
        "fk_round_consultation_id_consultation",
        "fk_round_done_participant_id_participant",
        "fk_round_done_round_id_round",
        "fk_round_goal_goal_id_goal",
        "fk_round_goal_round_id_round",
        "fk_round_measure_measure_id_measure",
        "fk_round_measure_round_id_round",
        "fk_round_theme_round_id_round",
        "fk_round_theme_theme_id_theme",
        "fk_round_workshop_id_workshop",
        "fk_round_workshop_round_id_round",
        "fk_round_workshop_workshop_id_workshop",
        "fk_running_sum_round_id_round",
        "fk_sealed_file_asked_by_participant",
        "fk_sealed_file_confirmed_by_participant",
        "fk_sealed_file_consultation_id_consultation",
        "fk_sign_in_account_id_account",
        "fk_sign_in_link_account_id_account",
        "fk_spokesperson_body_id_body",
        "fk_spokesperson_participant_id_participant",
        "fk_tally_round_id_round",
        "fk_theme_consultation_id_consultation",
        "fk_wall_link_consultation_id_consultation",
        "fk_wall_link_workshop_id_workshop",
        "fk_wording_consultation_id_consultation",
        "fk_workshop_consultation_id_consultation",
    }
)
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
_SQLITE_REFERENCE = "FOREIGN KEY constraint failed"


class DoneAgain(Exception):
    """Raised by work that saw that another writer was quicker: it is rolled back and retried from its beginning."""


def was_quicker(failure: Exception) -> bool:
    """Whether another writer was quicker, so that the work may be retried; raises NotFound for a missing reference.

    False for a constraint that no race can violate, which stays a fault, and for any other failure.
    """
    return isinstance(failure, DoneAgain) or (isinstance(failure, IntegrityError) and _is_race(failure))


def refusal(failure: Exception) -> Conflict:
    """Return the refusal of work that other writers forestalled at every try."""
    conflict = Conflict("sent_twice")
    conflict.__cause__ = failure
    return conflict


def _is_race(failure):
    name = getattr(getattr(failure.orig, "diag", None), "constraint_name", None)
    if name is not None:
        unique, reference = name in QUICKER, name in GONE
    else:
        said = str(failure.orig)
        found = _SQLITE_UNIQUE.fullmatch(said)
        unique = found is not None and bool(_names(found["columns"]) & QUICKER)
        reference = said == _SQLITE_REFERENCE
    if reference:
        raise NotFound("reference") from failure
    return unique


def _names(columns):
    """Return the names that a constraint on these columns may have; SQLite's message has the columns only."""
    pairs = [column.partition(".") for column in columns.split(", ")]
    table = pairs[0][0]
    return {f"pk_{table}", "_".join(["uq", table, *(column for _, _, column in pairs)])}
