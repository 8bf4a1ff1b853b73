"""Commands of moderation: publish what waits, report, settle reports, answer a hiding, hide a reason."""
