"""Jobs: work outside requests; each kind has a file here, and all kinds are listed here."""

from workshop.jobs import (
    adopted_files,
    anonymise,
    export,
    forget_codes,
    invitation,
    purge_audit,
    purge_devices,
    purge_exports,
    purge_limits,
    purge_mail_counts,
    sign_in_link,
)

_ALL = (
    adopted_files,
    anonymise,
    export,
    forget_codes,
    purge_devices,
    purge_exports,
    invitation,
    purge_audit,
    purge_limits,
    purge_mail_counts,
    sign_in_link,
)
KINDS = {each.KIND.name: each.KIND for each in _ALL}
